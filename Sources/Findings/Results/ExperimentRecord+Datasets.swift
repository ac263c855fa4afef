import Ledger

extension ExperimentRecord {
  /// The record as if some datasets had not been asked for.
  package func without(datasets: Set<String>) -> ExperimentRecord {
    let kept = (runs + unfinishedRuns).filter { !datasets.contains($0.specification.dataset) }
    return ExperimentRecord(name: name, runs: kept, provenance: provenance, load: load)
  }
}
