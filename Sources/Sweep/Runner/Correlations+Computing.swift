import Ledger
import Transferability

extension Correlations {
  /// All correlations of scores with accuracies (NaN where a model has none), with the bootstrap
  /// interval of weighted tau.
  init(scores: [Double], accuracies: [Double]) {
    let computed = RankCorrelation.compute(scores: scores, truth: accuracies)
    let interval = BootstrapInterval.weightedTau(scores: scores, truth: accuracies)
    func defined(_ value: Double) -> Double? { value.isNaN ? nil : value }
    self.init(
      models: scores.count, accuracies: computed.models, weightedTau: defined(computed.weightedTau),
      weightedTauLow: interval?.low, weightedTauHigh: interval?.high,
      kendallTau: defined(computed.kendallTau), spearman: defined(computed.spearman),
      pearson: defined(computed.pearson), relAt1: defined(computed.relAt1),
      relAt3: defined(computed.relAt3), roundingTies: computed.roundingTies)
  }
}
