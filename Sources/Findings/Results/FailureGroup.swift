import Conditions
import Ledger

/// Failed runs with the same message.
package struct FailureGroup: Sendable {
  /// Why they failed.
  package let message: String
  /// At least one, in the order in which they were given.
  package let runs: [RecordedRun]

  /// The failed ones among `runs` by their message, the largest group first.
  package static func all(_ runs: [RecordedRun]) -> [FailureGroup] {
    let failed = Dictionary(
      grouping: runs.filter { $0.status == .failed }, by: { $0.error ?? "no message" })
    return failed.map { FailureGroup(message: $0.key, runs: $0.value) }
      .sorted { ($1.runs.count, $0.message) < ($0.runs.count, $1.message) }
  }

  /// The columns of the setting in which all runs agree, with their value.
  package var shared: [(column: String, value: ExpressionValue)] {
    let columns = ["dataset", "metric", "motion"] + PEDParameters.numericNames
    return columns.compactMap { name in
      guard let column = RunColumn.named(name) else { return nil }
      let values = Set(runs.map { column.value(of: $0) })
      guard values.count == 1, let value = values.first, value != .missing else { return nil }
      return (name, value)
    }
  }
}
