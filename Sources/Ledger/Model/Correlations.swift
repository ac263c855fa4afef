/// Correlations of a run's scores with the ground truth. nil: undefined (n < 2, constant input).
package struct Correlations: Codable, Sendable, Equatable {
  /// Models with a score.
  package var models: Int
  /// Of those, models with an accuracy: the n of every correlation.
  package var accuracies: Int
  /// The weighted tau of scores and accuracies.
  package var weightedTau: Double?
  /// 95 % bootstrap interval over models (BCa).
  package var weightedTauLow: Double?
  /// The upper end of its interval.
  package var weightedTauHigh: Double?
  /// Kendall's tau-b.
  package var kendallTau: Double?
  /// Spearman's rho.
  package var spearman: Double?
  /// Pearson's r.
  package var pearson: Double?
  /// The accuracy of the best score, relative to the best accuracy.
  package var relAt1: Double?
  /// The best accuracy among the three best scores, relative to the best.
  package var relAt3: Double?
  /// Models whose scores differ by rounding only; their ranks are noise.
  package var roundingTies: Int

  /// - Parameter accuracies: nil: as many as `models`.
  package init(
    models: Int, accuracies: Int? = nil, weightedTau: Double? = nil, weightedTauLow: Double? = nil,
    weightedTauHigh: Double? = nil, kendallTau: Double? = nil, spearman: Double? = nil,
    pearson: Double? = nil, relAt1: Double? = nil, relAt3: Double? = nil, roundingTies: Int = 0
  ) {
    self.models = models
    self.accuracies = accuracies ?? models
    self.weightedTau = weightedTau
    self.weightedTauLow = weightedTauLow
    self.weightedTauHigh = weightedTauHigh
    self.kendallTau = kendallTau
    self.spearman = spearman
    self.pearson = pearson
    self.relAt1 = relAt1
    self.relAt3 = relAt3
    self.roundingTies = roundingTies
  }
}
