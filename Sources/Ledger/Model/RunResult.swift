/// Everything that a run adds to the ledger when it ends, in one transaction.
package struct RunResult: Sendable, Equatable {
  /// Of the models that were scored.
  package var evaluations: [Evaluation]
  /// The models that could not be scored, with the reasons.
  package var failures: [EvaluationFailure]
  /// Of all scores with the accuracies.
  package var correlations: Correlations
  /// Seconds of work, summed over the models.
  package var seconds: Double
  /// Why the run counts as failed; nil: it is finished. Its scores are recorded either way.
  package var error: String?

  package init(
    evaluations: [Evaluation], failures: [EvaluationFailure] = [], correlations: Correlations,
    seconds: Double, error: String? = nil
  ) {
    self.evaluations = evaluations
    self.failures = failures
    self.correlations = correlations
    self.seconds = seconds
    self.error = error
  }
}
