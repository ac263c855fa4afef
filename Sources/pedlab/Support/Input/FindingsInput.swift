import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

/// What the commands of this group read.
enum FindingsInput {
  /// The runs of an experiment for which `condition` holds, of which some are finished.
  ///
  /// - Throws: ``LedgerError``; ``NameError`` for an unknown experiment; ``TableError`` if no run is
  ///   finished; ``ExpressionError``.
  static func record(
    of experiment: String, ledger: String, condition: String?
  ) throws -> ExperimentRecord {
    let store = try LedgerStore(path: ledger, mode: .readOnly)
    let known = try store.experiments()
    guard known.contains(experiment) else {
      throw NameError(experiment, noun: "experiment", place: "the ledger \(ledger)", known: known)
    }
    var query = RunQuery(experiment: experiment)
    query.condition = try condition.map {
      try Expression($0, columns: RunColumn.all.map(\.name))
    }
    let record = ExperimentRecord(
      name: experiment, runs: try store.runs(query),
      provenance: try store.provenance(ofExperiment: experiment)
    ) {
      try store.evaluations(of: $0)
    }
    guard !record.runs.isEmpty else {
      throw TableError(
        "experiment '\(experiment)' has no finished run"
          + (condition.map { " for which \($0)" } ?? "")
          + (record.leftOut.map { ". \($0)" } ?? "; `pedlab status` tells why."))
    }
    return record
  }
}
