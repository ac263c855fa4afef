import LinearAlgebra
import Transferability

/// The bootstrap interval of a mean over few values: BCa, 10,000 resamples, at a nominal level that
/// is raised for their number.
///
/// Resamples of n values are too narrow by sqrt((n - 1) / n), and use the normal where Student's t
/// belongs; at 8 values a nominal 95 % covers 85 to 88 %. So the interval is taken at the level
/// 2 Phi(sqrt(n / (n - 1)) t) - 1, with t the quantile of Student's distribution with n - 1 degrees
/// of freedom: T. Hesterberg, "What teachers should know about the bootstrap", The American
/// Statistician 2015 (there for percentile intervals). Measured: Documentation/statistics.md.
package enum MeanInterval {
  /// nil with fewer than 3 values, or where they are equal but for rounding.
  package static func interval(
    _ values: [Double], level: Double = 0.95,
    resamples: Int = BootstrapInterval.defaultResamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) -> BootstrapInterval? {
    guard values.count > 2, let least = values.min(), let most = values.max(),
      most - least > 1e-12 * max(1, abs(least), abs(most))
    else { return nil }
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
      leaveOneOut: values.map { (total - $0) / (count - 1) },
      level: raised(level, count: values.count))
  }

  /// The nominal level at which an interval over `count` values is taken.
  package static func raised(_ level: Double, count: Int) -> Double {
    let n = Double(count)
    let t = StudentDistribution.quantile((1 + level) / 2, degrees: count - 1)
    return 2 * NormalDistribution.cumulative((n / (n - 1)).squareRoot() * t) - 1
  }
}
