import Ledger
import Transferability

/// Two methods over the same datasets: is the difference more than chance?
package struct PairedComparison: Sendable {
  /// Datasets on which both have a value.
  package let count: Int
  /// Of second - first.
  package let meanDifference: Double
  /// 95 % interval over datasets of the mean difference (``MeanInterval``).
  package let interval: ConfidenceInterval?
  /// Datasets on which the second is better, equal (within 1e-12) or worse.
  package let wins: Int
  /// Datasets on which both are equal.
  package let ties: Int
  /// Datasets on which the second is worse.
  package let losses: Int
  /// Of the differences; nil with fewer than two.
  package let sd: Double?
  /// Two-sided Wilcoxon signed-rank test; nil if all differences are zero.
  package let wilcoxon: WilcoxonTest?

  /// - Parameters:
  ///   - first, second: one value per dataset; pairs with a nil are left out.
  /// - Returns: nil without a complete pair.
  package init?(
    _ first: [Double?], _ second: [Double?], better: ResultValue.Better = .higher
  ) {
    let differences = zip(first, second).compactMap { first, second -> Double? in
      guard let first, let second else { return nil }
      return second - first
    }
    guard let mean = SampleStatistics.mean(differences) else { return nil }
    count = differences.count
    meanDifference = mean
    sd = SampleStatistics.standardDeviation(differences)
    let sign = better == .higher ? 1.0 : -1
    wins = differences.count { sign * $0 > 1e-12 }
    losses = differences.count { sign * $0 < -1e-12 }
    ties = count - wins - losses
    interval = MeanInterval.interval(differences)
    wilcoxon = WilcoxonTest(differences: differences)
  }
}
