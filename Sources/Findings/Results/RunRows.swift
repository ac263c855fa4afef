import Conditions
import Ledger
import Transferability

/// The rows in which people read a run: `pedlab show` and the page of the run have the same ones.
package enum RunRows {
  /// The columns that the run has a value in.
  package static func values(
    of run: RecordedRun
  ) -> [(column: RunColumn, value: ExpressionValue)] {
    RunColumn.all.map { ($0, $0.value(of: run)) }.filter { $0.value != .missing }
  }

  /// With PED the parameters without a column of their own, of which the ledger has those that are not
  /// at the official value.
  package static func switches(of run: RecordedRun) -> [(name: String, text: String)] {
    guard let ped = run.specification.ped else { return [] }
    return PEDParameter.ablations.map { ($0.name, ped.ablation[$0.name] ?? "\($0.official)") }
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
