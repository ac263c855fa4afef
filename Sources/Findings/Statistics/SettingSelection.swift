/// The settings chosen for one metric, dataset by dataset, and what they reach there.
package struct SettingSelection: Sendable {
  /// The metric and what is fixed.
  package let base: MethodSetting
  /// How the setting of PED is chosen.
  package let choice: SettingChoice
  /// By dataset; none where the choice cannot be made (no run, or no other dataset).
  package let settings: [String: MethodSetting]

  /// nil if the grid has no PED setting that the choice allows (for `official`: none at the
  /// defaults).
  ///
  /// The official setting stands for itself, whether it has a value or not: where all scores are
  /// equal the setting failed, and another in its place would hide that. Leave one out takes only
  /// settings that have a value on all other datasets (of those on which any setting has one); of
  /// equally good ones, the first. Cost: settings x datasets^2 additions.
  package init?(_ grid: ResultGrid, base: MethodSetting, choice: SettingChoice) {
    self.init(grid, base: base, choice: choice, among: grid.pedSettings(of: base))
  }

  /// The weights of combined metrics, chosen as settings of PED are; nil where no choice can be made.
  package init?(_ grid: ResultGrid, _ family: WeightFamily, choice: SettingChoice) {
    self.init(grid, base: family.equal, choice: choice, among: family.candidates)
  }

  private init?(
    _ grid: ResultGrid, base: MethodSetting, choice: SettingChoice,
    among candidates: [MethodSetting]
  ) {
    let official = choice == .official ? candidates.firstIndex { $0.ped == .official } : nil
    let sign = grid.value.sign
    let values =
      choice == .official ? [] : candidates.map { grid.values($0).map { $0.map { sign * $0 } } }
    let usable = grid.datasets.indices.filter { dataset in values.contains { $0[dataset] != nil } }
    var settings: [String: MethodSetting] = [:]
    for (index, dataset) in grid.datasets.enumerated() {
      let chosen: Int? =
        switch choice {
        case .official: official
        case .bestSeen: Self.best(values.map { $0[index] })
        case .leaveOneOut: Self.best(values.map { Self.mean($0, over: usable, without: index) })
        }
      settings[dataset] = chosen.map { candidates[$0] }
    }
    guard !settings.isEmpty else { return nil }
    self.base = base
    self.choice = choice
    self.settings = settings
  }

  /// nil unless every other dataset has a value, and there is one.
  private static func mean(
    _ values: [Double?], over usable: [Int], without index: Int
  ) -> Double? {
    // Asked for each setting and dataset: no lists are made.
    var (sum, count) = (0.0, 0)
    for other in usable where other != index {
      guard let value = values[other] else { return nil }
      sum += value
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// The index of the largest value; of values that differ by rounding only, the first, so that the
  /// choice does not depend on the CPU.
  private static func best(_ values: [Double?]) -> Int? {
    var best: (index: Int, value: Double)?
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      if let known = best, value <= known.value + 1e-12 { continue }
      best = (index, value)
    }
    return best?.index
  }

  /// The results of the chosen setting on a dataset; nil if there are none.
  package func entry(_ grid: ResultGrid, _ dataset: String) -> ResultGrid.Entry? {
    settings[dataset].flatMap { grid.entry($0, dataset) }
  }

  /// In the order of the grid's datasets.
  package func entries(_ grid: ResultGrid) -> [ResultGrid.Entry?] {
    grid.datasets.map { entry(grid, $0) }
  }
}
