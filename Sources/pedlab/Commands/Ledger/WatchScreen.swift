import Findings
import Ledger
import Wording

/// What `pedlab watch` shows, in lines of at most 80 characters.
struct WatchScreen {
  private let experiment: String
  private let start = ContinuousClock.now
  private var estimate = RateEstimate()
  /// What the runs said, and how far they were then: they are read again once that has changed.
  private var told: (progress: ExperimentProgress, lines: [String])?

  private static let width = 80
  private static let barWidth = 40
  /// Of groups of failures, and of metrics.
  private static let mostLines = 8

  init(_ experiment: String) { self.experiment = experiment }

  mutating func text(_ progress: ExperimentProgress, _ store: LedgerStore) throws -> String {
    let lines = [head(progress), bar(progress)] + rate(progress) + (try details(progress, store))
    return lines.map(Self.fitted).joined(separator: "\n")
  }

  private mutating func details(
    _ progress: ExperimentProgress, _ store: LedgerStore
  ) throws -> [String] {
    if let told, told.progress == progress { return told.lines }
    let runs = try store.runs(experiment: experiment)
    let lines = failures(runs) + best(runs)
    told = (progress, lines)
    return lines
  }

  private func head(_ progress: ExperimentProgress) -> String {
    let runs = progress.runPhrases
    return "\(experiment): runs: \(runs.isEmpty ? "none" : runs.joined(separator: ", "))"
  }

  private func bar(_ progress: ExperimentProgress) -> String {
    let share = progress.planned > 0 ? Double(progress.recorded) / Double(progress.planned) : 1
    return "\(ProgressText.bar(share, width: Self.barWidth)) \(Int(100 * share)) %, "
      + "\(progress.recorded) of \(progress.planned) evaluations"
  }

  private mutating func rate(_ progress: ExperimentProgress) -> [String] {
    let now = (ContinuousClock.now - start) / .seconds(1)
    estimate.update(
      done: progress.recorded, total: progress.planned - progress.failed, at: now)
    guard let rate = estimate.rate, rate > 0, let left = estimate.left else { return [] }
    return ["\(Printed.significant(rate, digits: 3))/s, \(Quantity.duration(left)) left"]
  }

  private func failures(_ runs: [RecordedRun]) -> [String] {
    let groups = FailureGroup.all(runs)
    guard !groups.isEmpty else { return [] }
    return ["", "failed"]
      + groups.prefix(Self.mostLines).map { "  \(counted($0.runs.count, "run")): \($0.message)" }
  }

  /// The run with the highest value of each metric: chosen by the numbers shown, and said so.
  private func best(_ runs: [RecordedRun]) -> [String] {
    let finished = Dictionary(
      grouping: runs.filter { $0.correlations?.weightedTau != nil }, by: \.specification.metric)
    guard !finished.isEmpty else { return [] }
    let lines = finished.keys.sorted().prefix(Self.mostLines).compactMap { metric -> String? in
      let best = finished[metric]?.max {
        ($0.correlations?.weightedTau ?? -1) < ($1.correlations?.weightedTau ?? -1)
      }
      guard let best, let found = best.correlations else { return nil }
      let interval = IntervalText.text(found.weightedTauLow, found.weightedTauHigh)
      return "  \(SettingColumns.method(best.specification)) on \(best.specification.dataset): "
        + "\(Printed.fixed(found.weightedTau, decimals: 3)) \(interval), n = \(found.accuracies), run \(best.id)"
    }
    return ["", "best weighted tau so far (best seen: no finding)"] + lines
  }

  private static func fitted(_ line: String) -> String {
    line.count > width ? line.prefix(width - 1) + "…" : line
  }
}
