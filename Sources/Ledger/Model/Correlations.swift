/// How well a run's scores rank its models: the values of ``CorrelationStatistic/all``. nil:
/// undefined (fewer than two models, constant input), or not known to the version that recorded it.
package struct Correlations: Sendable, Equatable {
  /// Models with a score.
  package var models: Int
  /// Of those, models with an accuracy: the n of every correlation.
  package var accuracies: Int
  /// Models whose scores differ by rounding only; their ranks are noise.
  package var roundingTies: Int
  private var values: [Double?]

  /// - Parameters:
  ///   - accuracies: nil: as many as `models`.
  ///   - weightedTau: with the ends of its 95 % interval over models.
  package init(
    models: Int, accuracies: Int? = nil, weightedTau: Double? = nil, weightedTauLow: Double? = nil,
    weightedTauHigh: Double? = nil, roundingTies: Int = 0
  ) {
    self.models = models
    self.accuracies = accuracies ?? models
    self.roundingTies = roundingTies
    values = Array(repeating: nil, count: CorrelationStatistic.all.count)
    (values[0], values[1], values[2]) = (weightedTau, weightedTauLow, weightedTauHigh)
  }

  /// The value of a statistic.
  package subscript(_ statistic: CorrelationStatistic) -> Double? {
    get { values[statistic.index] }
    set { values[statistic.index] = newValue }
  }

  /// Weighted Kendall tau.
  package var weightedTau: Double? { values[0] }
  /// The lower end of its interval.
  package var weightedTauLow: Double? { values[1] }
  /// The upper end of its interval.
  package var weightedTauHigh: Double? { values[2] }
}

extension Correlations: Encodable {
  /// The names of the columns.
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(models, forKey: Key(stringValue: "models"))
    try container.encode(accuracies, forKey: Key(stringValue: "accuracies"))
    for statistic in CorrelationStatistic.all {
      try container.encodeIfPresent(self[statistic], forKey: Key(stringValue: statistic.name))
    }
    try container.encode(roundingTies, forKey: Key(stringValue: "rounding_ties"))
  }
}
