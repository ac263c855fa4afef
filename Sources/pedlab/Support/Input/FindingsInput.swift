import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

/// What the commands of this group read.
enum FindingsInput {
  /// Those of one setting, and of its metric without PED.
  private static func runs(
    _ runs: [RecordedRun], ofSetting setting: Int?
  ) throws -> [RecordedRun] {
    guard let setting else { return runs }
    guard let chosen = runs.first(where: { $0.setting == setting }) else {
      throw TableError(
        "there is no setting \(setting) among the runs; `pedlab runs EXPERIMENT` shows their numbers."
      )
    }
    let base = MethodSetting(chosen.specification).base
    return runs.filter { $0.setting == setting || MethodSetting($0.specification) == base }
  }

  /// The runs of an experiment for which `condition` holds, of which some are finished.
  ///
  /// - Parameter named: " --ledger FILE" where one was given.
  /// - Throws: ``LedgerError``; ``NameError`` for an unknown experiment; ``TableError`` if no run is
  ///   finished; ``ExpressionError``.
  static func record(
    of experiment: String, ledger: String, named: String, condition: String?, setting: Int? = nil
  ) throws -> ExperimentRecord {
    let store = try LedgerStore(path: ledger, mode: .readOnly)
    try ExperimentName.check(experiment, in: store)
    var query = RunQuery(experiment: experiment)
    query.condition = try condition.map(RunColumn.condition)
    let record = ExperimentRecord(
      name: experiment, runs: try runs(store.runs(query), ofSetting: setting),
      provenance: try store.provenance(ofExperiment: experiment),
      superseded: try store.supersededCount(experiment: experiment)
    ) {
      try store.evaluations(of: $0)
    }
    guard !record.runs.isEmpty else {
      throw TableError(
        "experiment '\(experiment)' has no finished run"
          + (condition.map { " for which \($0)" } ?? "")
          + (record.leftOut(named: named).map { ". \($0)" }
            ?? "; `pedlab status` tells why."))
    }
    return record
  }
}
