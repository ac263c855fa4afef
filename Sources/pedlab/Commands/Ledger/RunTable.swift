import ArgumentParser
import Conditions
import Findings
import Ledger

/// Runs with their tags and notes, as columns.
struct RunTable {
  let runs: [RecordedRun]
  let marks: [String: RunMarks]

  func values(_ columns: [String]) -> [[ExpressionValue]] {
    runs.map { run in columns.map { value($0, of: run) } }
  }

  func value(_ column: String, of run: RecordedRun) -> ExpressionValue {
    switch column {
    case "tags": marks[run.id]?.tags.map { .text($0) } ?? .missing
    case "note": marks[run.id]?.note.map { .text($0) } ?? .missing
    default: RunColumn.named(column)?.value(of: run) ?? .missing
    }
  }

  /// For people: what was measured short; what was chosen exactly, so that it can be pasted into a
  /// condition or a plan.
  static func text(_ value: ExpressionValue, of column: String) -> String {
    measured.contains(column) ? value.short : value.exact
  }

  private static let measured = Set(
    CorrelationStatistic.all.map(\.name) + ["seconds", "mean_weighted_tau", "best_weighted_tau"])

  func hasAny(_ column: String) -> Bool { runs.contains { value(column, of: $0) != .missing } }
}
