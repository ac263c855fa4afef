import Ledger
import Tabular
import Transferability

extension Correlations {
  /// All correlations of scores with accuracies (NaN where a model has none), with the bootstrap
  /// interval of weighted tau.
  ///
  /// - Parameter better: where lower is better, ranks are those of the negated values, and Rel@k is
  ///   undefined: a ratio of errors is not a share of the best.
  init(scores: [Double], accuracies: [Double], better: GroundTruth.Better) {
    let truth = better == .higher ? accuracies : accuracies.map { -$0 }
    let computed = RankCorrelation.compute(scores: scores, truth: truth)
    let interval = BootstrapInterval.weightedTau(scores: scores, truth: truth)
    func defined(_ value: Double) -> Double? { value.isNaN ? nil : value }
    func share(_ value: Double) -> Double? { better == .higher ? defined(value) : nil }
    self.init(
      models: scores.count, accuracies: computed.models, weightedTau: defined(computed.weightedTau),
      weightedTauLow: interval?.low, weightedTauHigh: interval?.high,
      kendallTau: defined(computed.kendallTau), spearman: defined(computed.spearman),
      pearson: defined(computed.pearson), relAt1: share(computed.relAt1),
      relAt3: share(computed.relAt3), roundingTies: computed.roundingTies)
  }
}
