import Ledger
import Transferability

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

  /// - Parameter correlations: what was recorded of the run. Whether lower was better is not, but shows:
  ///   then the recorded tau is that of the negated values.
  package init(_ evaluations: [Evaluation], correlations: Correlations? = nil) {
    let pairs = evaluations.compactMap { evaluation in
      evaluation.accuracy.map { (evaluation.model, evaluation.score, $0) }
    }.filter { !$0.1.isNaN && !$0.2.isNaN }.sorted { $0.0 < $1.0 }
    models = pairs.map(\.0)
    scores = pairs.map(\.1)
    accuracies = pairs.map(\.2)
    merits = Self.merits(pairs.map(\.1), pairs.map(\.2), recorded: correlations?.weightedTau)
  }

  private static func merits(
    _ scores: [Double], _ accuracies: [Double], recorded: Double?
  ) -> [Double] {
    guard let recorded else { return accuracies }
    let negated = accuracies.map { -$0 }
    func distance(_ truth: [Double]) -> Double {
      let tau = WeightedTau(scores: scores, truth: truth, convention: .symmetric).value
      return abs(tau - recorded)
    }
    return distance(negated) < distance(accuracies) ? negated : accuracies
  }
}

extension ExperimentRecord {
  /// The scores of some runs, by the id of the run.
  package func scores(of runs: [RecordedRun]) throws -> [String: RunScores] {
    var scores: [String: RunScores] = [:]
    try forEachRun(of: runs) { run, evaluations in
      scores[run.id] = RunScores(evaluations, correlations: run.correlations)
    }
    return scores
  }
}
