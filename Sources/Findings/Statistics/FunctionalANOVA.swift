/// What the variance of a result over a sweep is due to: each parameter, each pair, the dataset.
///
/// On a complete grid, exact: the conditional mean given some factors is the mean over all points
/// that share their levels; V_j is its variance for factor j, V_jk that for the pair less V_j and
/// V_k, and shares are V / total variance. F. Hutter, H. Hoos, K. Leyton-Brown, "An efficient
/// approach for assessing hyperparameter importance", ICML 2014, without the forest. Cost: results
/// x pairs of factors.
///
/// Otherwise (sampled settings, missing runs) an estimate: for each factor alone, the share of the
/// variance between its levels, adjusted for their number (the adjusted R^2 of a one-way analysis of
/// variance, at least 0). These may overlap; there are no pairs.
package struct FunctionalANOVA: Sendable {
  /// The share of the variance that a parameter, or a pair of them, explains.
  package struct Share: Sendable, Equatable {
    /// One factor, or two.
    package let factors: [String]
    /// Of the total variance, 0 to 1.
    package let share: Double
  }

  /// Factors first, in order, then pairs, largest first.
  package let shares: [Share]
  /// What neither factors nor pairs explain; nil for an estimate.
  package let rest: Double?
  /// Whether the grid is not complete, so that shares are estimates.
  package let isEstimate: Bool
  /// Results that went in, and their (population) standard deviation.
  package let count: Int
  /// Of the results, over the settings.
  package let standardDeviation: Double

  /// Over the PED settings of `base`. nil with no parameter or dataset that varies, fewer than
  /// 4 results, or no variance.
  package init?(_ grid: ResultGrid, base: MethodSetting) {
    let settings = grid.pedSettings(of: base)
    let factors = SettingFactors(settings.compactMap(\.ped)).factors
    var values: [Double] = []
    var levels: [[Int]] = []
    for (index, setting) in settings.enumerated() {
      let codes = factors.map { $0.codes[index] }
      for (dataset, value) in grid.values(setting).enumerated() {
        guard let value else { continue }
        values.append(value)
        levels.append(codes + [dataset])
      }
    }
    self.init(factors: factors.map(\.name) + ["dataset"], levels: levels, values: values)
  }

  /// - Parameter levels: for each value, the level of each factor, from 0.
  package init?(factors: [String], levels: [[Int]], values: [Double]) {
    guard values.count > 3 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard variance > 0 else { return nil }
    let columns = factors.indices.compactMap { factor -> Column? in
      let column = Column(factors[factor], levels.map { $0[factor] })
      return column.levels > 1 ? column : nil
    }
    guard !columns.isEmpty else { return nil }
    let cells = columns.reduce(1) { $0 * $1.levels }
    isEstimate = cells != values.count || Set(levels).count != values.count
    count = values.count
    standardDeviation = variance.squareRoot()
    let mains = columns.map { $0.varianceOfMeans(values, mean) / variance }
    guard !isEstimate else {
      shares = zip(columns, mains).map { column, share in
        Share(factors: [column.name], share: Self.adjusted(share, column.levels, values.count))
      }
      rest = nil
      return
    }
    let singles = zip(columns, mains).map { Share(factors: [$0.name], share: $1) }
    shares = singles + Self.pairs(columns, mains, values, mean, variance)
    rest = max(0, 1 - shares.reduce(0) { $0 + $1.share })
  }

  private static func pairs(
    _ columns: [Column], _ mains: [Double], _ values: [Double], _ mean: Double, _ variance: Double
  ) -> [Share] {
    var pairs: [Share] = []
    for a in columns.indices {
      for b in columns.indices.dropFirst(a + 1) {
        let both = columns[a].crossed(with: columns[b])
        let share = both.varianceOfMeans(values, mean) / variance - mains[a] - mains[b]
        pairs.append(Share(factors: [columns[a].name, columns[b].name], share: max(0, share)))
      }
    }
    return pairs.sorted { $0.share > $1.share }
  }

  /// 1 - (1 - R^2) (n - 1) / (n - L) for L levels; 0 where there is one value per level.
  private static func adjusted(_ share: Double, _ levels: Int, _ count: Int) -> Double {
    guard count > levels else { return 0 }
    return max(0, 1 - (1 - share) * Double(count - 1) / Double(count - levels))
  }
}

/// The level of one factor (or of a pair) for each value.
private struct Column {
  let name: String
  let codes: [Int]
  /// Different ones among `codes`.
  let levels: Int
  private let width: Int

  init(_ name: String, _ codes: [Int]) {
    self.name = name
    self.codes = codes
    levels = Set(codes).count
    width = (codes.max() ?? 0) + 1
  }

  func crossed(with other: Column) -> Column {
    Column(name, zip(codes, other.codes).map { $0 * other.width + $1 })
  }

  func varianceOfMeans(_ values: [Double], _ mean: Double) -> Double {
    var sums = Array(repeating: 0.0, count: width)
    var counts = Array(repeating: 0.0, count: width)
    for (code, value) in zip(codes, values) {
      sums[code] += value
      counts[code] += 1
    }
    var total = 0.0
    for (sum, count) in zip(sums, counts) where count > 0 {
      let deviation = sum / count - mean
      total += count * deviation * deviation
    }
    return total / Double(values.count)
  }
}
