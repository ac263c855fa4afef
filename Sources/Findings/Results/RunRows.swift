import Conditions
import Ledger

/// The rows in which people read a run: `pedlab show` and the page of the run have the same ones.
package enum RunRows {
  /// The columns that the run has a value in.
  package static func values(
    of run: RecordedRun
  ) -> [(column: RunColumn, value: ExpressionValue)] {
    RunColumn.all.map { ($0, $0.value(of: run)) }.filter { $0.value != .missing }
  }

  /// Where it comes from.
  package static func origin(_ provenance: Provenance) -> [(name: String, text: String)] {
    [
      ("plan_path", provenance.planPath),
      ("plan_commit", provenance.planCommit ?? "not recorded"),
      ("code_version", provenance.codeVersion), ("host", provenance.host),
      ("user", provenance.user),
      ("command_line", provenance.commandLine.joined(separator: " ")),
    ]
  }
}
