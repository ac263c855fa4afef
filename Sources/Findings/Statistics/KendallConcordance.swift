import Transferability

/// Kendall's coefficient of concordance W with correction for ties: how much datasets agree on the
/// order of the models, from 0 (not at all) to 1.
///
/// W = (12 sum R_i^2 - 3 m^2 n (n + 1)^2) / (m^2 n (n^2 - 1) - m sum (t^3 - t)) for m datasets, n
/// models, rank sums R_i and groups of t equal accuracies. M. G. Kendall, "Rank Correlation Methods".
package enum KendallConcordance {
  /// - Parameter values: a row per dataset; only models with a value in each row count.
  /// - Returns: nil with fewer than two rows or models, or where every row is constant.
  package static func coefficient(_ values: [[Double?]]) -> Double? {
    guard values.count > 1, let first = values.first else { return nil }
    let complete = first.indices.filter { model in values.allSatisfy { $0[model] != nil } }
    let rows = values.map { row in complete.compactMap { row[$0] } }
    let (m, n) = (Double(rows.count), Double(complete.count))
    guard n > 1 else { return nil }
    let ranks = rows.map(LinearCorrelation.averageRanks)
    let sums = complete.indices.map { model in ranks.reduce(0) { $0 + $1[model] } }
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    let ties = rows.reduce(0) { total, row in
      let groups = Dictionary(grouping: row, by: { $0 }).values.map { Double($0.count) }
      return total + groups.reduce(0) { $0 + $1 * $1 * $1 - $1 }
    }
    let possible = m * m * n * (n * n - 1) - m * ties
    guard possible > 0 else { return nil }
    return (12 * squares - 3 * m * m * n * (n + 1) * (n + 1)) / possible
  }
}
