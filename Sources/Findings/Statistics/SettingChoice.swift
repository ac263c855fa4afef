/// Which PED setting stands for "with PED" where an experiment has several.
package enum SettingChoice: String, CaseIterable, Sendable {
  /// The official script's defaults: chosen without looking at any result.
  case official
  /// Leave one dataset out: for each dataset, the setting with the best mean on the others.
  case leaveOneOut = "leave_one_out"
  /// For each dataset the setting that is best there: an upper bound, chosen by the very numbers
  /// that are reported.
  case bestSeen = "best_seen"

  package var label: String {
    switch self {
    case .official: "official defaults"
    case .leaveOneOut: "chosen on the other datasets (leave one dataset out)"
    case .bestSeen: "best seen on each dataset (optimistic: chosen by the numbers shown)"
    }
  }

  package var shortLabel: String {
    switch self {
    case .official: "official"
    case .leaveOneOut: "leave-one-out"
    case .bestSeen: "best seen"
    }
  }
}

/// The settings chosen for one metric, dataset by dataset, and what they reach there.
package struct SettingSelection: Sendable {
  package let base: MethodSetting
  package let choice: SettingChoice
  /// By dataset; none where the choice cannot be made (no run, or no other dataset).
  package let settings: [String: MethodSetting]

  /// nil if the grid has no PED setting that the choice allows (for `official`: none at the
  /// defaults).
  ///
  /// Leave one out takes only settings that have a value on all other datasets; of equally good
  /// ones, the first.
  package init?(_ grid: ResultGrid, base: MethodSetting, choice: SettingChoice) {
    let candidates = grid.pedSettings(of: base)
    var settings: [String: MethodSetting] = [:]
    for dataset in grid.datasets {
      switch choice {
      case .official:
        settings[dataset] = candidates.first {
          $0.ped == .official && grid.mean($0, dataset) != nil
        }
      case .bestSeen:
        settings[dataset] = Self.best(candidates) { grid.mean($0, dataset) }
      case .leaveOneOut:
        let others = grid.datasets.filter { $0 != dataset }
        let chosen = Self.best(candidates) { grid.mean($0, over: others) }
        settings[dataset] = chosen
      }
    }
    guard !settings.isEmpty else { return nil }
    self.base = base
    self.choice = choice
    self.settings = settings
  }

  private static func best(
    _ settings: [MethodSetting], _ value: (MethodSetting) -> Double?
  ) -> MethodSetting? {
    var best: (setting: MethodSetting, value: Double)?
    for setting in settings {
      guard let value = value(setting) else { continue }
      if let known = best, value <= known.value { continue }
      best = (setting, value)
    }
    return best?.setting
  }

  package func entry(_ grid: ResultGrid, _ dataset: String) -> ResultGrid.Entry? {
    settings[dataset].flatMap { grid.entry($0, dataset) }
  }
}
