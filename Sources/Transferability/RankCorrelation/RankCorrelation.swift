/// How well scores rank models by the accuracies that fine-tuning reached: every ``RankStatistic``.
///
/// Values are NaN where a statistic is undefined (fewer than two models, constant input).
package struct RankCorrelation: Sendable {
  /// Number of models that have both a score and an accuracy.
  package let models: Int
  /// Models whose score equals another model's up to rounding: their ranks are noise.
  package let roundingTies: Int
  /// Models left out because their score or their accuracy is NaN or missing.
  package let leftOut: Int
  private let values: [String: Double]

  /// The value of a statistic by its name.
  ///
  /// - Precondition: ``RankStatistic/all`` has the name.
  package subscript(_ name: String) -> Double {
    guard let value = values[name] else {
      preconditionFailure("'\(name)' is none of \(RankStatistic.all.map(\.name))")
    }
    return value
  }

  /// Weighted Kendall tau.
  package var weightedTau: Double { self[RankStatistic.weightedTau.name] }

  /// One statistic alone.
  ///
  /// - Parameters:
  ///   - name: of one of ``RankStatistic/all``.
  ///   - scores, truth: of the same models, without NaN.
  /// - Returns: NaN where it is undefined.
  package static func value(of name: String, scores: [Double], truth: [Double]) -> Double {
    guard let statistic = RankStatistic.all.first(where: { $0.name == name }) else {
      preconditionFailure("'\(name)' is none of \(RankStatistic.all.map(\.name))")
    }
    return statistic.compute(
      RankedScores(scores: scores, truth: truth, convention: .symmetric))
  }

  /// All statistics of `scores` against `truth`, one of each per model.
  ///
  /// Models whose score or truth is NaN are left out and counted. Infinite values have a rank, so
  /// the rank correlations take them; Pearson is NaN then. Cost: O(n^2) up to
  /// ``Concordance/matrixLimit`` models, O(n log n) beyond.
  ///
  /// - Parameter truth: of which higher is better; nil where a model has none. As long as `scores`.
  package static func compute(
    scores: [Double], truth: [Double?], convention: WeightedTauConvention = .symmetric
  ) -> RankCorrelation {
    let pairs = zip(scores, truth).compactMap { score, truth -> (Double, Double)? in
      guard let truth, !truth.isNaN, !score.isNaN else { return nil }
      return (score, truth)
    }
    let ranked = RankedScores(
      scores: pairs.map(\.0), truth: pairs.map(\.1), convention: convention)
    return RankCorrelation(
      models: pairs.count, roundingTies: RoundingTies.count(ranked.scores),
      leftOut: truth.count - pairs.count,
      values: Dictionary(
        uniqueKeysWithValues: RankStatistic.all.map { ($0.name, $0.compute(ranked)) }))
  }
}
