import Ledger

extension ExperimentRecord {
  /// The record of one metric with its options.
  package func only(_ base: MethodSetting) -> ExperimentRecord {
    let kept = (runs + unfinishedRuns).filter { run in
      MethodSetting(run.specification).base == base.base
    }
    return ExperimentRecord(name: name, runs: kept, provenance: provenance, load: load)
  }
}
