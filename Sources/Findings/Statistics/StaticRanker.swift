import Transferability

/// The ranking that never looks at its target: each model's mean rank on the other datasets.
///
/// "How NOT to benchmark your SITE metric" (arXiv 2510.06448) proposes such a baseline: where it
/// agrees with the truth, a benchmark cannot tell a metric from a fixed list. Equal accuracies share
/// the mean of their ranks; of a table with gaps, ranks are taken among the models that are there
/// and divided by their number less 1.
package struct StaticRanker: Sendable {
  /// Weighted tau of the ranker with the truth, by dataset; nil where it is undefined.
  package let taus: [Double?]
  /// Over the datasets with a value; nil without one.
  package let mean: Double?
  /// 95 % interval of the mean, over datasets.
  package let interval: ConfidenceInterval?

  /// Of a table of accuracies.
  package init(_ table: TruthTable) {
    let taus = Self.scores(table).enumerated().map { dataset, scores -> Double? in
      let pairs = zip(scores, table.merits[dataset]).compactMap { score, merit in
        score.flatMap { score in merit.map { (score, $0) } }
      }
      guard pairs.count > 1 else { return nil }
      let tau = WeightedTau(
        scores: pairs.map(\.0), truth: pairs.map(\.1), convention: .symmetric
      ).value
      return tau.isNaN ? nil : tau
    }
    let present = taus.compactMap { $0 }
    self.taus = taus
    mean = SampleStatistics.mean(present)
    interval = MeanInterval.interval(present)
  }

  /// For each dataset the score of each model, higher is better; nil for a model that is on no other
  /// dataset.
  package static func scores(_ table: TruthTable) -> [[Double?]] {
    let isComplete = table.isComplete
    let ranks = table.merits.map { Self.ranks($0, normalised: !isComplete) }
    return table.datasets.indices.map { dataset in
      table.models.indices.map { model in
        let others = ranks.indices.filter { $0 != dataset }.compactMap { ranks[$0][model] }
        // Of a complete table the sum, which is exact: equal sums are ties.
        let sum = others.reduce(0, +)
        return others.isEmpty ? nil : isComplete ? -sum : -sum / Double(others.count)
      }
    }
  }

  private static func ranks(_ merits: [Double?], normalised: Bool) -> [Double?] {
    let present = merits.compactMap { $0 }
    var ranks = LinearCorrelation.averageRanks(present.map { -$0 }).makeIterator()
    let scale = normalised ? Double(max(present.count - 1, 1)) : 1
    return merits.map { merit in merit.flatMap { _ in ranks.next() }.map { ($0 - 1) / scale } }
  }
}
