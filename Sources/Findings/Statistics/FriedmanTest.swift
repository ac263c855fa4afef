import Transferability

/// Friedman's test of several methods over several datasets, with Nemenyi's post-hoc test.
///
/// J. Demsar, "Statistical comparisons of classifiers over multiple data sets", JMLR 2006.
package struct FriedmanTest: Sendable {
  /// Datasets on which every method has a value.
  package let datasets: Int
  /// Per method; 1 is best (the highest value), equal values share the mean of their ranks.
  package let meanRanks: [Double]
  /// With correction for ties; chi-square with k - 1 degrees of freedom.
  package let statistic: Double
  /// By the chi-square distribution.
  package let pValue: Double
  /// Mean ranks closer than this are not told apart at the 5 % level (Nemenyi).
  package let criticalDifference: Double
  /// Nemenyi's p-value of each pair; symmetric, 1 on the diagonal.
  package let nemenyi: [[Double]]

  /// - Parameter values: a row per dataset, a column per method. Rows with a nil are left out.
  /// - Returns: nil with fewer than three methods or two complete datasets, or if all values of
  ///   every dataset are equal.
  package init?(_ values: [[Double?]]) {
    let rows = values.compactMap { row -> [Double]? in
      let defined = row.compactMap { $0 }
      return defined.count == row.count ? defined : nil
    }
    guard let methods = rows.first?.count, methods > 2, rows.count > 1 else { return nil }
    let k = Double(methods)
    let n = Double(rows.count)
    let ranks = rows.map { row in LinearCorrelation.averageRanks(row.map { -$0 }) }
    let meanRanks = (0..<methods).map { method in
      ranks.reduce(0) { $0 + $1[method] } / n
    }
    // Sum of squared ranks in place of its value without ties corrects for ties.
    let squares = ranks.joined().reduce(0) { $0 + $1 * $1 }
    let spread = squares - n * k * (k + 1) * (k + 1) / 4
    guard spread > 0 else { return nil }
    let between = meanRanks.reduce(0) { $0 + ($1 - (k + 1) / 2) * ($1 - (k + 1) / 2) }
    datasets = rows.count
    self.meanRanks = meanRanks
    statistic = (k - 1) * n * n * between / spread
    pValue = ChiSquareDistribution.upperTail(statistic, degrees: methods - 1)
    let unit = (k * (k + 1) / (6 * n)).squareRoot()
    criticalDifference =
      StudentizedRange.quantile(0.95, groups: methods) / 2.0.squareRoot() * unit
    nemenyi = meanRanks.indices.map { a in
      meanRanks.indices.map { b in
        let range = abs(meanRanks[a] - meanRanks[b]) / unit * 2.0.squareRoot()
        return a == b ? 1 : 1 - StudentizedRange.cumulative(range, groups: methods)
      }
    }
  }
}
