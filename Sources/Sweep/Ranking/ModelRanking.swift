/// The models of a dataset in the order in which metrics would have them tried.
package struct ModelRanking: Sendable {
  /// A model with its scores.
  package struct Place: Sendable {
    /// The model.
    package let model: String
    /// From 1; models with the same mean rank share one.
    package let rank: Int
    /// The mean of its ranks over the metrics that scored it; 1 is the best.
    package let meanRank: Double
    /// By metric; higher is better.
    package let scores: [String: Double]
  }

  /// The dataset.
  package let dataset: String
  /// The best one first.
  package let places: [Place]

  /// Ranks by the mean rank over metrics, so that no metric's unit counts. Models with equal scores
  /// share the mean of their ranks. A model that a metric could not score has its last rank there.
  ///
  /// - Parameter scores: of any datasets, one setting a metric.
  package static func rankings(_ scores: [OneOffScore]) -> [ModelRanking] {
    Dictionary(grouping: scores, by: \.dataset).sorted { $0.key < $1.key }.map {
      ModelRanking($0.key, $0.value)
    }
  }

  private init(_ dataset: String, _ scores: [OneOffScore]) {
    self.dataset = dataset
    var byModel: [String: [String: Double]] = [:]
    for score in scores { byModel[score.model, default: [:]][score.setting.metric] = score.score }
    let metrics = Set(scores.map(\.setting.metric))
    let ranks = metrics.map { metric in Self.ranks(byModel.mapValues { $0[metric] }) }
    let means = byModel.keys.map { model in
      (model, ranks.reduce(0) { $0 + $1[model, default: 0] } / Double(max(1, ranks.count)))
    }
    let ordered = means.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 < $1.1 }
    places = ordered.map { model, mean in
      Place(
        model: model, rank: 1 + ordered.prefix { $0.1 < mean }.count, meanRank: mean,
        scores: byModel[model] ?? [:])
    }
  }

  /// From 1 for the highest; nil comes last.
  private static func ranks(_ values: [String: Double?]) -> [String: Double] {
    let known = values.values.compactMap(\.self)
    return values.mapValues { value in
      guard let value else { return Double(values.count) }
      let above = known.filter { $0 > value }.count
      let equal = known.filter { $0 == value }.count
      return Double(above) + Double(equal + 1) / 2
    }
  }
}
