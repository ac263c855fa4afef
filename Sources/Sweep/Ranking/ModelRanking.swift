import Transferability

/// The models of a dataset in the order in which metrics would have them tried.
package struct ModelRanking: Sendable {
  /// A model with its scores.
  package struct Place: Sendable {
    /// The model.
    package let model: String
    /// From 1; models with the same mean rank share one. nil if a metric that counts did not score it.
    package let rank: Int?
    /// The mean of its ranks over the metrics that count; 1 is the best.
    package let meanRank: Double?
    /// By metric; higher is better.
    package let scores: [String: Double]
  }

  /// The dataset.
  package let dataset: String
  /// The best one first, those without a rank last.
  package let places: [Place]
  /// The metrics that count, sorted.
  package let counted: [String]
  /// Those that do not, because they could not score every model: sorted.
  package let uncounted: [String]

  /// Ranks by the mean rank over metrics, so that no metric's unit counts. Models with equal scores
  /// share the mean of their ranks. Ranks compare like with like: metrics that scored every model count;
  /// where there is none, all count, over the models that all of them scored.
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
    let metrics = Set(scores.map(\.setting.metric)).sorted()
    let complete = metrics.filter { metric in byModel.values.allSatisfy { $0[metric] != nil } }
    let counted = complete.isEmpty ? metrics : complete
    self.counted = counted
    uncounted = metrics.filter { !counted.contains($0) }
    let means = Self.meanRanks(byModel, over: counted)
    let ordered = byModel.keys.sorted {
      let (left, right) = (means[$0] ?? .infinity, means[$1] ?? .infinity)
      return left == right ? $0 < $1 : left < right
    }
    places = ordered.map { model in
      let mean = means[model]
      return Place(
        model: model, rank: mean.map { mean in 1 + means.values.count { $0 < mean } },
        meanRank: mean, scores: byModel[model] ?? [:])
    }
  }

  /// The models whose scores by a metric that counts are equal to another's up to rounding (``RoundingTies``):
  /// their order among each other is noise. Metrics without such models are left out.
  package var roundingTies: [(metric: String, models: [String])] {
    counted.compactMap { metric in
      let scored = places.filter { $0.scores[metric] != nil }
      let groups = RoundingTies.groups(scored.compactMap { $0.scores[metric] })
      return groups.isEmpty ? nil : (metric, groups.flatMap(\.self).map { scored[$0].model })
    }
  }

  /// Of the models that all of `metrics` scored.
  private static func meanRanks(
    _ scores: [String: [String: Double]], over metrics: [String]
  ) -> [String: Double] {
    let compared = scores.filter { model in metrics.allSatisfy { model.value[$0] != nil } }
    let ranks = metrics.map { metric in
      LinearCorrelation.averageRanks(compared.values.compactMap { $0[metric].map(-) })
    }
    let means = (0..<compared.count).map { place in
      ranks.reduce(0) { $0 + $1[place] } / Double(max(ranks.count, 1))
    }
    return Dictionary(uniqueKeysWithValues: zip(compared.keys, means))
  }
}
