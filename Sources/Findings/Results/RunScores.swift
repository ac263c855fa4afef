import Ledger

/// The scores of a run's models, with their accuracies.
package struct RunScores: Sendable {
  /// Of the models that have both, sorted.
  package let models: [String]
  /// Of the models that have an accuracy.
  package let scores: [Double]
  /// As they were recorded.
  package let accuracies: [Double]
  /// What ranks: the accuracies, or the negated errors.
  package let merits: [Double]

  /// - Parameter lowerIsBetter: as the run's specification has it.
  package init(_ evaluations: [Evaluation], lowerIsBetter: Bool = false) {
    let pairs = evaluations.compactMap { evaluation in
      evaluation.accuracy.map { (evaluation.model, evaluation.score, $0) }
    }.filter { !$0.1.isNaN && !$0.2.isNaN }.sorted { $0.0 < $1.0 }
    models = pairs.map(\.0)
    scores = pairs.map(\.1)
    accuracies = pairs.map(\.2)
    merits = lowerIsBetter ? accuracies.map { -$0 } : accuracies
  }
}

extension ExperimentRecord {
  /// The scores of some runs, by the id of the run.
  package func scores(of runs: [RecordedRun]) throws -> [String: RunScores] {
    var scores: [String: RunScores] = [:]
    try forEachRun(of: runs) { run, evaluations in
      scores[run.id] = RunScores(
        evaluations, lowerIsBetter: run.specification.lowerIsBetter)
    }
    return scores
  }
}
