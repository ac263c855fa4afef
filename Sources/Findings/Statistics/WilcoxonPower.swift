import Transferability
import Wording

/// What Wilcoxon's test over a few datasets can find at all.
package struct WilcoxonPower: Sendable {
  /// The smallest p that so many differences can give, two-sided: all of one sign.
  package let smallestP: Double
  /// The mean difference that is found four times in five; nil where none can be.
  package let smallestDifference: Double?

  /// Of the test, after adjustment.
  package static let level = 0.05
  /// The share of differences that is to be found.
  package static let power = 0.8
  /// Asymptotic efficiency of Wilcoxon's test against Student's for normal differences: 3 / pi.
  private static let efficiency = 3 / Double.pi

  /// That nothing can be found, and why; nil where a difference can.
  func inability(datasets: Int, pairs: Int) -> String? {
    guard smallestDifference == nil else { return nil }
    let adjusted = pairs == 1 ? "" : " after Holm's adjustment for \(counted(pairs, "pair"))"
    return "Over \(counted(datasets, "dataset")) Wilcoxon's smallest p is "
      + "\(Printed.fixed(smallestP, decimals: 4)), which\(adjusted) is above 0.05: no difference, however "
      + "large, can be found."
  }

  /// - Parameters:
  ///   - sd: of the differences.
  ///   - tests: how many p-values Holm's adjustment is for; the least of them is multiplied by it.
  /// - Returns: nil with fewer than two differences.
  ///
  /// The difference is that of Student's test, (t(1 - level / 2 tests) + t(power)) sd / sqrt(n), with n
  /// reduced by the efficiency: an approximation for normal differences.
  package init?(datasets: Int, sd: Double, tests: Int = 1) {
    guard datasets > 1 else { return nil }
    var smallest = 1.0
    for _ in 1..<datasets { smallest /= 2 }
    smallestP = smallest
    let level = Self.level / Double(tests)
    guard smallest <= level else {
      smallestDifference = nil
      return
    }
    let reach =
      StudentDistribution.quantile(1 - level / 2, degrees: datasets - 1)
      + StudentDistribution.quantile(Self.power, degrees: datasets - 1)
    smallestDifference = reach * sd / (Double(datasets) * Self.efficiency).squareRoot()
  }
}
