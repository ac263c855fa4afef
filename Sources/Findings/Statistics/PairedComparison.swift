import LinearAlgebra
import Transferability

/// Two methods over the same datasets: is the difference more than chance?
package struct PairedComparison: Sendable {
  /// Datasets on which both have a value.
  package let count: Int
  /// Of second - first.
  package let meanDifference: Double
  /// 95 % bootstrap interval (BCa, 10,000 resamples of the datasets) of the mean difference; nil
  /// with fewer than 3 datasets or without spread.
  package let interval: BootstrapInterval?
  /// Datasets on which the second is better, equal (within 1e-12) or worse.
  package let wins: Int
  package let ties: Int
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

/// The bootstrap interval (BCa) of a mean.
package enum MeanInterval {
  package static func interval(
    _ values: [Double], level: Double = 0.95,
    resamples: Int = BootstrapInterval.defaultResamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) -> BootstrapInterval? {
    guard values.count > 2 else { return nil }
    let total = values.reduce(0, +)
    let count = Double(values.count)
    var generator = SplitMix64(seed: seed)
    let means = (0..<resamples).map { _ in
      var sum = 0.0
      for _ in values { sum += values[generator.nextIndex(below: values.count)] }
      return sum / count
    }
    return BootstrapInterval.acceleratedInterval(
      value: total / count, resampled: means,
      leaveOneOut: values.map { (total - $0) / (count - 1) }, level: level)
  }
}
