import Conditions
import Findings
import Foundation
import Ledger
import Wording

/// How fast evaluations were recorded of late, and how long the rest takes at that pace.
struct RecentWork {
  /// Runs that were finished last: enough for a rate, few enough to be read at once.
  private static let most = 400
  /// Parts of the time that they took, whose rates are drawn and give the range.
  private static let parts = 20
  /// Longer ago, nobody is at work.
  private static let recent = 60.0

  /// When runs ended, and how many evaluations they had; oldest first.
  private let ends: [(time: Double, evaluations: Int)]

  init(_ experiment: String, _ ledger: LedgerStore) throws {
    var query = RunQuery(experiment: experiment, status: .finished)
    query.sort = "finished_at"
    query.descending = true
    query.limit = Self.most
    ends = try ledger.runs(query).compactMap { run in
      run.finishedAt.map { ($0, run.correlations?.models ?? 0) }
    }.reversed()
  }

  /// Empty where nobody is at work, or it is done.
  func html(_ progress: ExperimentProgress, now: Double = Date().timeIntervalSince1970) -> HTML {
    let left = progress.planned - progress.recorded - progress.failed
    guard !progress.isDone, left > 0, let first = ends.first?.time, let last = ends.last?.time,
      now - last < Self.recent, last > first
    else { return "" }
    let rates = rates(from: first, to: last)
    let rate = rates.reduce(0, +) / Double(rates.count)
    guard rate > 0 else { return "" }
    return """
      <p>\(Printed.significant(rate, digits: 3)) evaluations/s; about \
      \(Quantity.duration(Double(left) / rate)) left\(range(rates, left)).</p>
      \(Figure.html(chart(rates, last - first).svg, "Evaluations recorded per second, of late."))
      """
  }

  private func rates(from first: Double, to last: Double) -> [Double] {
    var counts = [Double](repeating: 0, count: Self.parts)
    for end in ends.dropFirst() {
      let part = Int((end.time - first) / (last - first) * Double(Self.parts))
      counts[min(part, Self.parts - 1)] += Double(end.evaluations)
    }
    return counts.map { $0 * Double(Self.parts) / (last - first) }
  }

  /// At the pace of the faster and the slower half of the time.
  private func range(_ rates: [Double], _ left: Int) -> String {
    let sorted = rates.sorted()
    let half = sorted.count / 2
    let slow = sorted.prefix(half).reduce(0, +) / Double(half)
    let fast = sorted.suffix(half).reduce(0, +) / Double(half)
    guard slow > 0 else { return "" }
    return
      " (\(Quantity.duration(Double(left) / fast)) to \(Quantity.duration(Double(left) / slow)))"
  }

  private func chart(_ rates: [Double], _ span: Double) -> LinePanels {
    let step = span / Double(rates.count)
    return LinePanels(
      title: "Rate", subtitle: "the last \(Quantity.duration(span)) of work", xName: "seconds ago",
      yName: "evaluations/s",
      lines: [
        (
          name: "evaluations/s",
          points: rates.enumerated().map { part, rate in
            (x: -step * Double(rates.count - 1 - part), y: rate)
          }
        )
      ])
  }
}
