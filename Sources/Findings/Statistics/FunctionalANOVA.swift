import Ledger

/// What the variance of a result over a sweep is due to: each parameter, each pair, the dataset.
///
/// On a complete grid, exact: the conditional mean given some factors is the mean over all points
/// that share their levels; V_j is its variance for factor j, V_jk that for the pair less V_j and
/// V_k, and shares are V / total variance. F. Hutter, H. Hoos, K. Leyton-Brown, "An efficient
/// approach for assessing hyperparameter importance", ICML 2014, without the forest.
///
/// Otherwise (sampled settings, missing runs) an estimate: the correlation ratio of each factor
/// alone, parameters with more than 8 values in 4 bins of equal size. These overlap; no pairs.
package struct FunctionalANOVA: Sendable {
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
  package let isEstimate: Bool
  /// Results that went in, and their (population) standard deviation.
  package let count: Int
  package let standardDeviation: Double

  /// Over the PED settings of `base`. nil with no parameter or dataset that varies, fewer than
  /// 4 results, or no variance.
  package init?(_ grid: ResultGrid, base: MethodSetting) {
    let settings = grid.pedSettings(of: base)
    let names = VaryingParameters.names(settings)
    let factors = names + ["dataset"]
    var levels: [[String]] = []
    var values: [Double] = []
    for setting in settings {
      for dataset in grid.datasets {
        guard let value = grid.mean(setting, dataset) else { continue }
        levels.append(names.map { setting.ped?.value(of: $0) ?? "" } + [dataset])
        values.append(value)
      }
    }
    self.init(factors: factors, levels: levels, values: values)
  }

  /// - Parameter levels: for each value, the level of each factor.
  package init?(factors: [String], levels: [[String]], values: [Double]) {
    let count = Double(values.count)
    guard values.count > 3 else { return nil }
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    guard variance > 0 else { return nil }
    let varying = factors.indices.filter { factor in Set(levels.map { $0[factor] }).count > 1 }
    guard !varying.isEmpty else { return nil }
    let cells = varying.reduce(1) { product, factor in
      product * Set(levels.map { $0[factor] }).count
    }
    let isComplete = cells == values.count && Set(levels).count == values.count
    self.count = values.count
    standardDeviation = variance.squareRoot()
    isEstimate = !isComplete
    let columns = varying.map { factor in
      let column = levels.map { $0[factor] }
      return isComplete ? column : Self.binned(column)
    }
    let mains = columns.map { Self.varianceOfMeans($0, values, mean) / variance }
    var shares = zip(varying, mains).map { Share(factors: [factors[$0]], share: $1) }
    guard isComplete else {
      self.shares = shares
      rest = nil
      return
    }
    var pairs: [Share] = []
    for a in varying.indices {
      for b in (a + 1)..<max(varying.count, a + 1) {
        let both = zip(columns[a], columns[b]).map { "\($0)\u{0}\($1)" }
        let share = Self.varianceOfMeans(both, values, mean) / variance - mains[a] - mains[b]
        pairs.append(
          Share(factors: [factors[varying[a]], factors[varying[b]]], share: max(0, share)))
      }
    }
    pairs.sort { $0.share > $1.share }
    shares += pairs
    self.shares = shares
    rest = max(0, 1 - shares.reduce(0) { $0 + $1.share })
  }

  private static func varianceOfMeans(
    _ column: [String], _ values: [Double], _ mean: Double
  ) -> Double {
    var groups: [String: (sum: Double, count: Double)] = [:]
    var order: [String] = []
    for (level, value) in zip(column, values) {
      if groups[level] == nil { order.append(level) }
      let group = groups[level] ?? (0, 0)
      groups[level] = (group.sum + value, group.count + 1)
    }
    // In order of appearance: sums over a dictionary would differ from run to run.
    let total = order.reduce(0.0) { total, level in
      guard let group = groups[level] else { return total }
      let deviation = group.sum / group.count - mean
      return total + group.count * deviation * deviation
    }
    return total / Double(values.count)
  }

  /// Numbers with more than 8 values, in 4 bins of about equal size; others as they are.
  private static func binned(_ column: [String]) -> [String] {
    let numbers = column.map(Double.init)
    guard Set(column).count > 8, numbers.allSatisfy({ $0 != nil }) else { return column }
    let sorted = numbers.compactMap { $0 }.sorted()
    let borders = (1...3).map { sorted[$0 * sorted.count / 4] }
    return numbers.map { number in "\(borders.count { $0 <= number ?? 0 })" }
  }
}

/// The parameters that take more than one value among some settings.
package enum VaryingParameters {
  package static func names(_ settings: [MethodSetting]) -> [String] {
    let all = settings.compactMap(\.ped)
    guard let first = all.first else { return [] }
    let names = Set(all.flatMap(\.names))
    let ordered = first.names + names.subtracting(first.names).sorted()
    return ordered.filter { name in Set(all.map { $0.value(of: name) }).count > 1 }
  }

  /// The values of a parameter among some settings, numbers by size.
  package static func levels(_ name: String, _ settings: [MethodSetting]) -> [String] {
    Set(settings.compactMap { $0.ped?.value(of: name) }).sorted { a, b in
      if let x = Double(a), let y = Double(b) { return x < y }
      return a < b
    }
  }
}
