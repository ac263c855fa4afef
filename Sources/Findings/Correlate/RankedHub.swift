import Tabular
import Transferability

/// The models of a dataset that all metrics have scored, by their ranks.
struct RankedHub {
  let dataset: String
  /// By metric: 1 for the worst, equal scores share the mean of their ranks.
  let ranks: [[Double]]
  let truth: [Double]

  /// nil with fewer than three such models.
  init?(_ table: ScoreTable, _ dataset: String, _ metrics: [String], _ truth: GroundTruth) {
    let series = metrics.compactMap { metric in
      table.series.first { $0.title == metric && $0.dataset == dataset }
    }
    guard series.count == metrics.count, let first = series.first else { return nil }
    let known = series.map { one in
      Dictionary(zip(one.models, one.scores), uniquingKeysWith: { earlier, _ in earlier })
    }
    let accuracies = first.models.map { truth.merit(model: $0, dataset: dataset) }
    let places = first.models.indices.filter { place in
      accuracies[place]?.isNaN == false
        && known.allSatisfy { $0[first.models[place]]?.isNaN == false }
    }
    guard places.count > 2 else { return nil }
    self.dataset = dataset
    self.truth = places.compactMap { accuracies[$0] }
    ranks = known.map { scores in
      LinearCorrelation.averageRanks(places.compactMap { scores[first.models[$0]] })
    }
  }

  /// The weighted sum of the ranks, rounded so that equal sums are equal.
  func combined(_ weights: [Double]) -> [Double] {
    truth.indices.map { model in
      let sum = zip(weights, ranks).reduce(0) { $0 + $1.0 * $1.1[model] }
      return (sum * 1e9).rounded() / 1e9
    }
  }

  /// Weighted tau of the weighted sum.
  func tau(_ weights: [Double]) -> Double {
    WeightedTau(scores: combined(weights), truth: truth, convention: .symmetric).value
  }
}
