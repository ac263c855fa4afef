import Ledger

/// With PED, as sentences and figures of scores show it: one setting for all datasets, or one chosen for
/// each.
extension ReportData {
  /// Chosen by a rule on each dataset, for each metric.
  struct Chosen {
    let choice: SettingChoice
    let selections: [MethodSetting: SettingSelection]

    /// nil for the official defaults or the nearest, which are ``ReportData/drawn``.
    init?(_ choice: SettingChoice, _ grid: ResultGrid, _ bases: [MethodSetting]) {
      guard choice == .leaveOneOut || choice == .bestSeen else { return nil }
      self.choice = choice
      selections = bases.reduce(into: [:]) { found, base in
        found[base] = SettingSelection(grid, base: base, choice: choice)
      }
    }
  }

  /// The same with the runs whose scores are drawn.
  func with(_ record: ExperimentRecord) -> ReportData {
    var data = self
    data.record = record
    data.firstRuns = FirstRuns(record.runs)
    return data
  }

  /// Whether there is any.
  var hasShown: Bool { chosen == nil ? drawn != nil : chosen?.selections.isEmpty == false }

  /// The setting on a dataset; nil where there is none.
  func shown(_ base: MethodSetting, _ dataset: String) -> PEDParameters? {
    guard let chosen else { return drawn }
    return chosen.selections[base]?.settings[dataset]?.ped
  }

  /// What it reaches, in the order of the datasets.
  func shownValues(_ base: MethodSetting) -> [Double?] {
    guard chosen != nil else { return drawn.map { values(base, $0) } ?? datasets.map { _ in nil } }
    return datasets.map { dataset in
      shown(base, dataset).flatMap { grid.entry(Self.with(base, $0), dataset)?.mean }
    }
  }

  /// "the official defaults", for a sentence.
  var shownName: String {
    switch chosen?.choice {
    case .leaveOneOut: "the setting chosen on the other datasets"
    case .bestSeen: "the best seen setting of each dataset (optimistic)"
    case .official, .nearest, nil: drawnName
    }
  }

  /// What every figure with PED says of its setting.
  var shownSetting: String { chosen == nil ? drawnSetting : "PED at \(shownName)" }
}
