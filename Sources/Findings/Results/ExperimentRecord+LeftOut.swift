import Ledger

extension ExperimentRecord {
  /// What ``UnfinishedRuns/sentence(experiment:)`` and ``SupersededRuns/sentence(experiment:)`` say; nil
  /// where all runs are finished and asked for.
  package var leftOut: String? {
    let sentences = [
      UnfinishedRuns(unfinishedRuns).sentence(experiment: name),
      SupersededRuns(superseded).sentence(experiment: name),
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// What ``UnfinishedRuns/incomplete(finished:)`` says; nil where all runs are finished.
  package var incomplete: String? {
    UnfinishedRuns(unfinishedRuns).incomplete(finished: runs.count)
  }
}
