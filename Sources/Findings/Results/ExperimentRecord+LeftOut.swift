import Ledger

extension ExperimentRecord {
  /// What ``UnfinishedRuns/sentence(experiment:)`` says; nil where all runs are finished.
  package var leftOut: String? {
    UnfinishedRuns(unfinishedRuns).sentence(experiment: name)
  }
}
