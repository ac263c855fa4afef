import Transferability

/// The mean result at one value of a parameter, over the values of the others and the datasets.
///
/// Levels are compared fairly: among settings that are alike in all else (``MatchedLevels``), and
/// where there are none, by effects that add up (``AdditiveEffects``). On a complete grid both are
/// the difference of plain means.
package struct MarginalEffect: Sendable {
  /// How levels are compared.
  package enum Basis: Sendable, Equatable {
    /// Every combination of values was run and has a result.
    case completeGrid
    /// Among `settings` of all that were run: those that exist for every level.
    case matched(settings: Int, of: Int)
    /// Least squares of additive effects over all settings.
    case additive
  }

  /// The name of the parameter.
  package let parameter: String
  /// A value, or a bin of values (``SettingFactors``).
  package let level: String
  /// Settings with this level that are compared.
  package let settings: Int
  /// Datasets that are compared: all on which the levels have comparable results.
  package let datasets: Int
  /// What the means are over.
  package let basis: Basis
  /// The mean result at this level.
  package let mean: Double
  /// 95 % interval over datasets of `mean`.
  package let interval: ConfidenceInterval?
  /// `mean` less the mean over all levels, and its interval over datasets: the differences between
  /// datasets cancel, so this is what to judge the parameter by.
  package let effect: Double
  /// nil where there are too few datasets.
  package let effectInterval: ConfidenceInterval?
  /// On each dataset that is compared: what `mean` is the mean of.
  package let byDataset: [Double]

  /// For each parameter that varies among the PED settings of `base`, each of its values.
  ///
  /// With a `baseline`, a value per dataset, results are differences to it; a dataset without one is
  /// left out.
  ///
  /// A dataset on which the levels of a parameter cannot be compared (where some have no value) is
  /// left out for that parameter; a parameter that cannot be compared on any has no effects here.
  package static func all(
    _ grid: ResultGrid, base: MethodSetting, baseline: [Double?]? = nil
  ) -> [MarginalEffect] {
    let settings = grid.pedSettings(of: base)
    let factors = SettingFactors(settings.compactMap(\.ped)).factors
    let values = settings.map { setting in
      baseline.map { Differences.of(grid.values(setting), less: $0) } ?? grid.values(setting)
    }
    return factors.indices.flatMap { index in
      LevelMeans(factors, index, values).map(effects) ?? []
    }
  }

  private static func effects(_ found: LevelMeans) -> [MarginalEffect] {
    let datasets = found.means.count
    let overall = found.means.map { $0.reduce(0, +) / Double($0.count) }
    return found.factor.levels.indices.map { level in
      let means = found.means.map { $0[level] }
      let effects = zip(means, overall).map { $0 - $1 }
      return MarginalEffect(
        parameter: found.factor.name, level: found.factor.levels[level],
        settings: found.settings[level], datasets: datasets, basis: found.basis,
        mean: means.reduce(0, +) / Double(datasets), interval: MeanInterval.interval(means),
        effect: effects.reduce(0, +) / Double(datasets),
        effectInterval: MeanInterval.interval(effects), byDataset: means)
    }
  }
}
