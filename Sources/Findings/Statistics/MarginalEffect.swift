import Transferability

/// The mean result at one value of a parameter, over all values of the others and all datasets.
package struct MarginalEffect: Sendable {
  package let parameter: String
  /// A value, or a bin of values (``SettingFactors``).
  package let level: String
  /// Settings with this level.
  package let settings: Int
  package let datasets: Int
  package let mean: Double
  /// 95 % bootstrap interval over datasets of `mean`.
  package let interval: BootstrapInterval?
  /// `mean` less the mean over all levels, and its interval over datasets: the differences between
  /// datasets cancel, so this is what to judge the parameter by.
  package let effect: Double
  package let effectInterval: BootstrapInterval?

  /// For each parameter that varies among the PED settings of `base`, each of its values.
  ///
  /// Datasets on which some setting has no value are left out.
  package static func all(_ grid: ResultGrid, base: MethodSetting) -> [MarginalEffect] {
    let settings = grid.pedSettings(of: base)
    let all = settings.map(grid.values)
    let datasets = grid.datasets.indices.filter { dataset in
      all.allSatisfy { $0[dataset] != nil }
    }
    guard !datasets.isEmpty, !settings.isEmpty else { return [] }
    let values = all.map { row in datasets.map { row[$0] ?? 0 } }
    return SettingFactors(settings.compactMap(\.ped)).factors.flatMap { effects($0, values) }
  }

  /// - Parameter values: a row per setting, a column per dataset.
  private static func effects(
    _ factor: SettingFactors.Factor, _ values: [[Double]]
  ) -> [MarginalEffect] {
    let datasets = values[0].count
    var counts = Array(repeating: 0, count: factor.levels.count)
    var means = Array(repeating: Array(repeating: 0.0, count: datasets), count: counts.count)
    for (level, row) in zip(factor.codes, values) {
      counts[level] += 1
      for dataset in 0..<datasets { means[level][dataset] += row[dataset] }
    }
    for level in means.indices {
      means[level] = means[level].map { $0 / Double(counts[level]) }
    }
    let overall = (0..<datasets).map { dataset in
      means.reduce(0) { $0 + $1[dataset] } / Double(means.count)
    }
    return factor.levels.indices.map { level in
      let effects = zip(means[level], overall).map { $0 - $1 }
      return MarginalEffect(
        parameter: factor.name, level: factor.levels[level], settings: counts[level],
        datasets: datasets, mean: means[level].reduce(0, +) / Double(datasets),
        interval: MeanInterval.interval(means[level]),
        effect: effects.reduce(0, +) / Double(datasets),
        effectInterval: MeanInterval.interval(effects))
    }
  }
}
