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

  func hasAny(_ column: String) -> Bool { runs.contains { value(column, of: $0) != .missing } }
}
