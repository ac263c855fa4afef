/// A number that says how well the scores of a run rank its models. The one table of them: columns of
/// the ledger, of conditions and of exports are made from it.
package struct CorrelationStatistic: Sendable {
  /// As columns and JSON keys have it.
  package let name: String
  /// As sentences have it.
  package let title: String
  /// Where ``Correlations`` holds it.
  package let path: any WritableKeyPath<Correlations, Double?> & Sendable

  /// The value; nil if it is not known or not defined.
  package func value(of correlations: Correlations?) -> Double? {
    correlations?[keyPath: path]
  }

  /// Every statistic, in the order of its columns.
  package static let all: [CorrelationStatistic] = [
    CorrelationStatistic(
      name: "weighted_tau", title: "weighted Kendall tau", path: \.weightedTau),
    CorrelationStatistic(
      name: "weighted_tau_low", title: "weighted Kendall tau, low end of the interval",
      path: \.weightedTauLow),
    CorrelationStatistic(
      name: "weighted_tau_high", title: "weighted Kendall tau, high end of the interval",
      path: \.weightedTauHigh),
    CorrelationStatistic(name: "kendall_tau", title: "Kendall tau-b", path: \.kendallTau),
    CorrelationStatistic(name: "spearman", title: "Spearman's rho", path: \.spearman),
    CorrelationStatistic(name: "pearson", title: "Pearson's r", path: \.pearson),
    CorrelationStatistic(name: "rel_at_1", title: "Rel@1", path: \.relAt1),
    CorrelationStatistic(name: "rel_at_3", title: "Rel@3", path: \.relAt3),
  ]
}
