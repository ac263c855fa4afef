import Transferability

/// Two methods over the same datasets: is the difference more than chance?
package struct PairedComparison: Sendable {
  /// Datasets on which both have a value.
  package let count: Int
  /// Of second - first.
  package let meanDifference: Double
  /// 95 % bootstrap interval over datasets of the mean difference (``MeanInterval``).
  package let interval: BootstrapInterval?
  /// Datasets on which the second is better, equal (within 1e-12) or worse.
  package let wins: Int
  /// Datasets on which both are equal.
  package let ties: Int
  /// Datasets on which the second is worse.
  package let losses: Int
  /// Two-sided Wilcoxon signed-rank test; nil if all differences are zero.
  package let wilcoxon: WilcoxonTest?

  /// - Parameters:
  ///   - first, second: one value per dataset; pairs with a nil are left out.
  /// - Returns: nil without a complete pair.
  package init?(
    _ first: [Double?], _ second: [Double?],
    resamples: Int = BootstrapInterval.defaultResamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    let differences = zip(first, second).compactMap { first, second -> Double? in
      guard let first, let second else { return nil }
      return second - first
    }
    guard let mean = SampleStatistics.mean(differences) else { return nil }
    count = differences.count
    meanDifference = mean
    wins = differences.count { $0 > 1e-12 }
    losses = differences.count { $0 < -1e-12 }
    ties = count - wins - losses
    interval = MeanInterval.interval(differences, resamples: resamples, seed: seed)
    wilcoxon = WilcoxonTest(differences: differences)
  }
}
