import Transferability

/// Wilcoxon's signed-rank test, two-sided; zero differences are dropped (Wilcoxon's own rule).
///
/// Up to 50 differences the p-value is exact, ties included (all sign assignments of the average
/// ranks are counted); beyond, the normal approximation with tie correction.
package struct WilcoxonTest: Sendable, Equatable {
  /// The smaller of the rank sums of positive and negative differences.
  package let statistic: Double
  /// Two-sided.
  package let pValue: Double

  /// nil if no difference is left.
  package init?(differences: [Double]) {
    let differences = differences.filter { $0 != 0 && !$0.isNaN }
    guard !differences.isEmpty else { return nil }
    let ranks = LinearCorrelation.averageRanks(differences.map { abs($0) })
    let positive = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let total = ranks.reduce(0, +)
    statistic = min(positive, total - positive)
    pValue =
      differences.count <= 50
      ? Self.exact(statistic, ranks: ranks) : Self.approximate(statistic, ranks: ranks)
  }

  /// P(W <= statistic) doubled, by counting subsets of the doubled ranks (whole numbers).
  private static func exact(_ statistic: Double, ranks: [Double]) -> Double {
    let weights = ranks.map { Int(($0 * 2).rounded()) }
    var share = Array(repeating: 0.0, count: weights.reduce(0, +) + 1)
    share[0] = 1
    for weight in weights {
      for sum in stride(from: share.count - 1, through: 0, by: -1) {
        share[sum] = share[sum] / 2 + (sum >= weight ? share[sum - weight] / 2 : 0)
      }
    }
    let below = share[...Int((statistic * 2).rounded())].reduce(0, +)
    return min(1, 2 * below)
  }

  private static func approximate(_ statistic: Double, ranks: [Double]) -> Double {
    let mean = ranks.reduce(0, +) / 2
    let variance = ranks.reduce(0) { $0 + $1 * $1 } / 4
    return min(1, 2 * NormalDistribution.cumulative((statistic - mean) / variance.squareRoot()))
  }
}
