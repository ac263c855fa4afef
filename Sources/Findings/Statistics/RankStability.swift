import LinearAlgebra
import Transferability

/// How often each method has each rank by its mean, when datasets are drawn anew: is the order of the
/// methods that of these datasets only?
///
/// A resample draws as many datasets as there are, with replacement; methods are ranked by their
/// mean over them, and equal means share the better rank. M. Wiesenfarth et al., "Methods and
/// open-source toolkit for analyzing and visualizing challenge results", Scientific Reports 2021.
/// Cost: resamples x datasets x methods additions.
package struct RankStability: Sendable {
  /// By method, then by rank from 1: the share of the resamples.
  package let shares: [[Double]]
  /// Datasets on which every method has a value: those that are drawn from.
  package let datasets: Int

  /// - Parameter values: a row per dataset, a column per method; rows with a nil are left out.
  /// - Returns: nil with fewer than two methods or three complete rows.
  package init?(
    _ values: [[Double?]], resamples: Int = BootstrapInterval.defaultResamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    let rows = values.compactMap { row in
      row.contains { $0 == nil } ? nil : row.compactMap { $0 }
    }
    guard rows.count > 2, let methods = rows.first?.count, methods > 1 else { return nil }
    var generator = SplitMix64(seed: seed)
    var counts = Array(repeating: Array(repeating: 0, count: methods), count: methods)
    for _ in 0..<resamples {
      var sums = Array(repeating: 0.0, count: methods)
      for _ in rows {
        for (method, value) in rows[generator.nextIndex(below: rows.count)].enumerated() {
          sums[method] += value
        }
      }
      for method in 0..<methods {
        // Sums that differ by rounding are equal.
        counts[method][sums.count { $0 > sums[method] + Self.rounding }] += 1
      }
    }
    shares = counts.map { $0.map { Double($0) / Double(resamples) } }
    datasets = rows.count
  }

  private static let rounding = 1e-12
}
