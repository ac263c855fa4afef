import Findings
import Foundation
import Ledger
import Wording

/// What `pedlab watch` shows, in lines of at most 80 characters.
struct WatchScreen {
  private let experiment: String
  /// When how many evaluations were recorded: of the last minute.
  private var looks: [(time: Date, recorded: Int)] = []

  private static let width = 80
  private static let barWidth = 40
  /// Long enough that the rate does not jump, short enough that it follows.
  private static let window = 60.0
  /// Of groups of failures, and of metrics.
  private static let mostLines = 8

  init(_ experiment: String) { self.experiment = experiment }

  mutating func text(_ progress: ExperimentProgress, _ store: LedgerStore) throws -> String {
    let runs = try store.runs(experiment: experiment)
    let lines = [head(progress), bar(progress)] + rate(progress) + failures(runs) + best(runs)
    return lines.map(Self.fitted).joined(separator: "\n")
  }

  private func head(_ progress: ExperimentProgress) -> String {
    let runs = RunStatus.allCases.compactMap { status -> String? in
      let count = progress.runs[status.rawValue] ?? 0
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    return "\(experiment): runs: \(runs.isEmpty ? "none" : runs.joined(separator: ", "))"
  }

  private func bar(_ progress: ExperimentProgress) -> String {
    let share = progress.planned > 0 ? Double(progress.recorded) / Double(progress.planned) : 1
    let filled = Int(share * Double(Self.barWidth))
    let bar =
      String(repeating: "█", count: filled)
      + String(repeating: "░", count: Self.barWidth - filled)
    return "\(bar) \(Int(100 * share)) %, \(progress.recorded) of \(progress.planned) evaluations"
  }

  private mutating func rate(_ progress: ExperimentProgress) -> [String] {
    let now = Date()
    looks.append((now, progress.recorded))
    looks.removeAll { now.timeIntervalSince($0.time) > Self.window }
    guard let first = looks.first, progress.recorded > first.recorded else { return [] }
    let rate = Double(progress.recorded - first.recorded) / now.timeIntervalSince(first.time)
    let left = Double(progress.planned - progress.recorded - progress.failed) / rate
    return ["\(Printed.significant(rate, digits: 3))/s, \(Quantity.duration(left)) left"]
  }

  private func failures(_ runs: [RecordedRun]) -> [String] {
    let failed = Dictionary(
      grouping: runs.filter { $0.status == .failed }, by: { $0.error ?? "no message" })
    let groups = failed.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    guard !groups.isEmpty else { return [] }
    return ["", "failed"]
      + groups.prefix(Self.mostLines).map { "  \(counted($0.value.count, "run")): \($0.key)" }
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
