import Platform
import Transferability

/// The interval of a mean over few values, such as the datasets of a hub: Student's t.
///
/// A bootstrap of n values is too narrow by sqrt((n - 1) / n) and takes the normal's quantiles where
/// Student's belong; over 4 values a nominal 95 % covers 83 to 88 %. Student's interval is exact for
/// normal values at any n, and over 3 values as wide as 3 values make it. Measured:
/// Documentation/statistics.md.
package enum MeanInterval {
  /// Fewer values say nothing of their spread.
  package static let fewest = 3

  /// nil with fewer than ``fewest`` values, or where they are equal but for rounding.
  package static func interval(_ values: [Double], level: Double = 0.95) -> ConfidenceInterval? {
    guard values.count >= fewest, let least = values.min(), let most = values.max(),
      most - least > 1e-12 * max(1, abs(least), abs(most))
    else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let reach =
      StudentDistribution.quantile((1 + level) / 2, degrees: values.count - 1)
      * (squares / (count - 1) / count).squareRoot()
    return ConfidenceInterval(low: mean - reach, high: mean + reach)
  }
}
