import ArgumentParser
import Findings
import Foundation
import Ledger

/// What the commands that read one experiment share.
struct ExperimentArguments: ParsableArguments {
  @Argument(help: "The name of the experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  /// Says what the record lacks.
  ///
  /// - Throws: ``ExportError`` for an unknown or empty experiment, ``LedgerError``.
  func record(
    needing need: ExperimentRecord.Need = .finishedRuns, includesSuperseded: Bool = false
  ) throws -> ExperimentRecord {
    let record = try ExperimentRecord(
      experiment, in: LedgerStore(path: ledger.path, mode: .readOnly), needing: need,
      includesSuperseded: includesSuperseded)
    record.sayLeftOut(named: ledger.named)
    return record
  }
}
