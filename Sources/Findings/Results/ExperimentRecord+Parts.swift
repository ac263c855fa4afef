import Ledger

extension ExperimentRecord {
  /// The record as if some datasets had not been asked for.
  package func without(datasets: Set<String>) -> ExperimentRecord {
    keeping { !datasets.contains($0.specification.dataset) }
  }

  /// The record of one metric with its options.
  package func only(_ base: MethodSetting) -> ExperimentRecord {
    keeping { MethodSetting($0.specification).base == base.base }
  }

  private func keeping(_ isKept: (RecordedRun) -> Bool) -> ExperimentRecord {
    ExperimentRecord(
      name: name, runs: (runs + unfinishedRuns).filter(isKept), provenance: provenance,
      superseded: superseded, load: load)
  }
}
