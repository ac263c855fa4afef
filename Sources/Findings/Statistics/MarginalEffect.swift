import Transferability

/// The mean result at one value of a parameter, over all values of the others and all datasets.
package struct MarginalEffect: Sendable {
  package let parameter: String
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
    let datasets = grid.datasets.filter { dataset in
      settings.allSatisfy { grid.mean($0, dataset) != nil }
    }
    guard !datasets.isEmpty, !settings.isEmpty else { return [] }
    func means(_ settings: [MethodSetting]) -> [Double] {
      datasets.map { dataset in
        settings.reduce(0) { $0 + (grid.mean($1, dataset) ?? 0) } / Double(settings.count)
      }
    }
    return VaryingParameters.names(settings).flatMap { name in
      let levels = VaryingParameters.levels(name, settings)
      let byLevel = levels.map { level in
        settings.filter { $0.ped?.value(of: name) == level }
      }
      let levelMeans = byLevel.map(means)
      return levels.indices.map { index in
        let effects = datasets.indices.map { dataset in
          let all = levelMeans.reduce(0) { $0 + $1[dataset] } / Double(levels.count)
          return levelMeans[index][dataset] - all
        }
        return MarginalEffect(
          parameter: name, level: levels[index], settings: byLevel[index].count,
          datasets: datasets.count,
          mean: levelMeans[index].reduce(0, +) / Double(datasets.count),
          interval: MeanInterval.interval(levelMeans[index]),
          effect: effects.reduce(0, +) / Double(datasets.count),
          effectInterval: MeanInterval.interval(effects))
      }
    }
  }
}
