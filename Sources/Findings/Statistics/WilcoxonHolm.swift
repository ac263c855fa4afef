import Ledger

/// Wilcoxon's test of every pair of methods, with Holm's adjustment over the pairs.
package struct WilcoxonHolm: Sendable {
  /// Two methods that were compared.
  package struct Pair: Sendable {
    /// The position of the one.
    package let first: Int
    /// The position of the other.
    package let second: Int
    /// Over the datasets that both have.
    package let comparison: PairedComparison
    /// 1 where all differences are zero.
    package let adjusted: Double
  }

  /// All pairs, in the order of the methods.
  package let pairs: [Pair]

  /// - Parameter values: a row per dataset, a column per method.
  package init(_ values: [[Double?]], better: ResultValue.Better = .higher) {
    let methods = values.first?.count ?? 0
    var found: [(first: Int, second: Int, comparison: PairedComparison)] = []
    for first in 0..<methods {
      for second in (first + 1)..<max(methods, first + 1) {
        guard
          let comparison = PairedComparison(
            values.map { $0[first] }, values.map { $0[second] }, better: better)
        else { continue }
        found.append((first, second, comparison))
      }
    }
    // A pair that differs nowhere has no test: nothing speaks against equality.
    let adjusted = Holm.adjusted(found.map { $0.comparison.wilcoxon?.pValue ?? 1 })
    pairs = zip(found, adjusted).map {
      Pair(first: $0.first, second: $0.second, comparison: $0.comparison, adjusted: $1)
    }
  }
}
