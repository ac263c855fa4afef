/// The settings chosen for one metric, dataset by dataset, and what they reach there.
package struct SettingSelection: Sendable {
  /// The metric and what is fixed.
  package let base: MethodSetting
  /// How the setting of PED is chosen.
  package let choice: SettingChoice
  /// By dataset; none where the choice cannot be made (no run, or no other dataset).
  package let settings: [String: MethodSetting]

  /// nil if the grid has no PED setting that the choice allows (for `official`: none at the
  /// defaults; for `nearest`: not that of the whole grid).
  ///
  /// The official setting stands for itself, whether it has a value or not: where all scores are
  /// equal the setting failed, and another in its place would hide that. Leave one out takes only
  /// settings that have a value on all other datasets (of those on which any setting has one); of
  /// equally good ones, the first. Cost: settings x datasets^2 additions.
  package init?(_ grid: ResultGrid, base: MethodSetting, choice: SettingChoice) {
    let places = grid.pedPlaces(of: base)
    self.init(
      grid, base: base, choice: choice, among: Array(grid.settings[places]),
      values: places.lazy.flatMap { place in
        grid.datasets.indices.lazy.map { grid.value(at: place, $0) }
      })
  }

  /// The weights of combined metrics, chosen as settings of PED are; nil where no choice can be made.
  package init?(_ grid: ResultGrid, _ family: WeightFamily, choice: SettingChoice) {
    self.init(
      grid, base: family.equal, choice: choice, among: family.candidates,
      values: family.candidates.lazy.flatMap(grid.values))
  }

  /// - Parameter values: of each candidate on each dataset, one after the other.
  private init?(
    _ grid: ResultGrid, base: MethodSetting, choice: SettingChoice,
    among candidates: [MethodSetting], values: some Sequence<Double?>
  ) {
    var settings: [String: MethodSetting] = [:]
    switch choice {
    case .official, .nearest:
      let wanted = choice == .official ? .official : grid.nearestToOfficial
      let one = candidates.first { $0.ped == wanted }
      for dataset in grid.datasets { settings[dataset] = one }
    case .leaveOneOut, .bestSeen:
      let table = CandidateValues(values, datasets: grid.datasets.count, sign: grid.value.sign)
      for (place, dataset) in grid.datasets.enumerated() {
        let chosen = choice == .bestSeen ? table.best(on: place) : table.best(without: place)
        settings[dataset] = chosen.map { candidates[$0] }
      }
    }
    guard !settings.isEmpty else { return nil }
    self.base = base
    self.choice = choice
    self.settings = settings
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
