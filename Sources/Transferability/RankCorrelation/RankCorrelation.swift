/// Correlations of scores with the accuracies that fine-tuning reached, over the models of a run.
///
/// Values are NaN where a correlation is undefined (fewer than two models, constant input).
package struct RankCorrelation: Sendable, Equatable {
  /// Number of models.
  package var models: Int
  package var weightedTau: Double
  package var kendallTau: Double
  package var spearman: Double
  package var pearson: Double
  package var relAt1: Double
  package var relAt3: Double
  /// Models whose scores differ from a neighbour's by rounding only: their ranks are noise.
  package var roundingTies: Int
}
