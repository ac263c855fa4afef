/// The mean result at each level of one factor on each dataset, among comparable settings.
struct LevelMeans {
  let factor: SettingFactors.Factor
  let basis: MarginalEffect.Basis
  /// By dataset (of those that can be compared), then by level.
  let means: [[Double]]
  /// Settings compared, by level; the most on any dataset.
  let settings: [Int]

  /// - Parameter values: a row per setting, a column per dataset.
  /// - Returns: nil where the levels cannot be compared on any dataset.
  init?(_ factors: [SettingFactors.Factor], _ index: Int, _ values: [[Double?]]) {
    factor = factors[index]
    let others = values.indices.map { setting in
      factors.indices.filter { $0 != index }.map { factors[$0].codes[setting] }
    }
    let matched = MatchedLevels(
      levels: factor.codes, count: factor.levels.count, others: others)
    var means: [[Double]] = []
    var used = Set<Int>()
    var most = 0
    // Settings in the same bins are not alike: effects are fitted then.
    let isExact = !factors.contains(where: \.isBinned)
    for dataset in values.first?.indices ?? 0..<0 where isExact {
      let contexts = matched.contexts.filter { $0.allSatisfy { values[$0][dataset] != nil } }
      guard !contexts.isEmpty else { continue }
      used.formUnion(contexts.joined())
      most = max(most, contexts.count)
      means.append(
        factor.levels.indices.map { level in
          contexts.compactMap { values[$0[level]][dataset] }.reduce(0, +) / Double(contexts.count)
        })
    }
    if !means.isEmpty {
      self.means = means
      settings = factor.levels.map { _ in most }
      let isComplete =
        used.count == values.count && means.count == values[0].count
        && most * factor.levels.count == values.count
      basis =
        isComplete ? .completeGrid : .matched(settings: used.count, of: values.count)
      return
    }
    let fitted = Self.fitted(factors, index, values)
    guard !fitted.isEmpty else { return nil }
    self.means = fitted
    let codes = factors[index].codes
    settings = factors[index].levels.indices.map { level in codes.count { $0 == level } }
    basis = .additive
  }

  /// Additive effects on each dataset that determines them, on top of its mean.
  private static func fitted(
    _ factors: [SettingFactors.Factor], _ index: Int, _ values: [[Double?]]
  ) -> [[Double]] {
    (values.first?.indices ?? 0..<0).compactMap { dataset in
      let present = values.indices.filter { values[$0][dataset] != nil }
      let results = present.compactMap { values[$0][dataset] }
      let codes = factors.map { factor in present.map { factor.codes[$0] } }
      guard let mean = SampleStatistics.mean(results),
        let effects = AdditiveEffects.effects(
          of: index, codes: codes, levels: factors.map(\.levels.count), values: results)
      else { return nil }
      return effects.map { mean + $0 }
    }
  }
}
