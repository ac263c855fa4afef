/// Correlations of scores with the accuracies that fine-tuning reached, over the models of a run.
///
/// Values are NaN where a correlation is undefined (fewer than two models, constant input).
package struct RankCorrelation: Sendable, Equatable {
  /// Number of models that have both a score and an accuracy.
  package var models: Int
  /// scipy.stats.weightedtau, hyperbolic weights.
  package var weightedTau: Double
  /// Tau-b.
  package var kendallTau: Double
  /// Of ranks, ties at their mean.
  package var spearman: Double
  /// Of the values.
  package var pearson: Double
  /// Accuracy of the model ranked first, divided by the best.
  package var relAt1: Double
  /// Best accuracy of the three ranked first, divided by the best.
  package var relAt3: Double
  /// Models whose score equals another model's up to rounding: their ranks are noise.
  package var roundingTies: Int
  /// Models left out because their score or their accuracy is NaN or missing.
  package var leftOut: Int

  /// All correlations of `scores` with `truth`, one of each per model.
  ///
  /// Models whose score or truth is NaN are left out and counted. Infinite values have a rank, so
  /// the rank correlations take them; Pearson is NaN then. Cost: O(n^2) up to
  /// ``Concordance/matrixLimit`` models, O(n log n) beyond.
  ///
  /// - Parameter truth: nil where a model has none. As long as `scores`.
  package static func compute(
    scores: [Double], truth: [Double?], convention: WeightedTauConvention = .symmetric
  ) -> RankCorrelation {
    let pairs = ScoredModels(scores: scores, truth: truth)
    let (scores, accuracies) = (pairs.scores, pairs.accuracies)
    let kernel = WeightedTau(scores: scores, truth: accuracies, convention: convention)
    return RankCorrelation(
      models: scores.count,
      weightedTau: kernel.value,
      kendallTau: kernel.concordance.kendallTau,
      spearman: LinearCorrelation.spearman(scores, accuracies),
      pearson: LinearCorrelation.pearson(scores, accuracies),
      relAt1: TopSelection.relativeAccuracy(scores: scores, accuracies: accuracies, top: 1),
      relAt3: TopSelection.relativeAccuracy(scores: scores, accuracies: accuracies, top: 3),
      roundingTies: RoundingTies.count(scores),
      leftOut: pairs.leftOut)
  }
}
