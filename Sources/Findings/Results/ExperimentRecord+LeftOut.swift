import Ledger

extension ExperimentRecord {
  /// What ``UnfinishedRuns/sentence(experiment:)`` and ``SupersededRuns/sentence(experiment:)`` say; nil
  /// where all runs are finished and asked for.
  ///
  /// - Parameter named: " --ledger FILE", for commands that need it; pages are the same wherever it lies.
  package func leftOut(named: String = "") -> String? {
    let sentences = [
      UnfinishedRuns(unfinishedRuns).sentence(experiment: name, named: named),
      SupersededRuns(superseded).sentence(experiment: name, named: named),
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// What ``UnfinishedRuns/incomplete(finished:)`` says; nil where all runs are finished.
  package var incomplete: String? {
    UnfinishedRuns(unfinishedRuns).incomplete(finished: runs.count)
  }
}
