import Conditions
import Findings
import Foundation
import Ledger
import Wording

/// How fast evaluations were recorded of late, and how long the rest takes at that pace.
struct RecentWork {
  /// Runs that are computed or were finished last: enough for a rate, few enough to be read at once.
  private static let most = 400
  /// Parts of the time that they took, whose rates are drawn and give the range.
  private static let parts = 20
  /// Without work for longer, no process counts as working.
  private static let recent = 60.0

  private let spans: [WorkSpan]

  init(_ experiment: String, _ ledger: LedgerStore) throws {
    spans = try ledger.work(experiment: experiment, limit: Self.most)
  }

  /// Empty where no process is at work, or it is done.
  func html(_ progress: ExperimentProgress, now: Double = Date().timeIntervalSince1970) -> HTML {
    let left = progress.planned - progress.recorded - progress.failed
    guard !progress.isDone, left > 0,
      let work = WorkRates(spans, parts: Self.parts, now: now, patience: Self.recent),
      work.mean > 0
    else { return "" }
    return """
      <p>\(Printed.significant(work.mean, digits: 3)) evaluations/s; about \
      \(Quantity.duration(Double(left) / work.mean)) left\(range(work.rates, left)).</p>
      \(Figure.html(chart(work).svg, "Evaluations recorded per second, of late."))
      """
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

  private func chart(_ work: WorkRates) -> LinePanels {
    let (rates, span) = (work.rates, work.seconds)
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
