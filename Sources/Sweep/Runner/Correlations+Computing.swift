import Ledger
import Tabular
import Transferability

extension Correlations {
  /// All correlations of scores with accuracies (NaN where a model has none), with the jackknife
  /// interval of weighted tau.
  ///
  /// - Parameter better: where lower is better, ranks are those of the negated values, and shares of
  ///   the best accuracy are undefined.
  init(scores: [Double], accuracies: [Double], better: GroundTruth.Better) {
    let truth = better == .higher ? accuracies : accuracies.map { -$0 }
    let computed = RankCorrelation.compute(scores: scores, truth: truth)
    let interval = JackknifeInterval(scores: scores, truth: truth)?.interval
    self.init(
      models: scores.count, accuracies: computed.models, weightedTauLow: interval?.low,
      weightedTauHigh: interval?.high, roundingTies: computed.roundingTies)
    for computing in RankStatistic.all where better == .higher || !computing.isShare {
      guard let statistic = CorrelationStatistic.named(computing.name) else {
        preconditionFailure(
          "the ledger has no column for '\(computing.name)', only for "
            + "\(CorrelationStatistic.all.map(\.name))")
      }
      let value = computed[computing.name]
      self[statistic] = value.isNaN ? nil : value
    }
  }
}
