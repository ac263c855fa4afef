import Findings
import Ledger

/// Which setting of PED stands for "+ PED" on a page: as the address says.
struct ChosenSetting {
  let grid: ResultGrid
  let choice: SettingChoice
  /// One setting for all datasets, in place of a choice.
  let fixed: PEDParameters?

  /// - Throws: ``PageError`` for a setting that cannot be read.
  init(_ state: PageState, _ grid: ResultGrid) throws {
    self.grid = grid
    choice = state.choice
    do { fixed = try state.setting.map { try PEDParameters(changes: $0) } } catch {
      throw PageError.badRequest("setting: \(error)")
    }
  }

  /// What a metric reaches with it, in the order of the datasets; nil where PED was not run so.
  func entries(_ base: MethodSetting) -> [ResultGrid.Entry?]? {
    if let fixed {
      let setting = MethodSetting(metric: base.metric, options: base.options, ped: fixed)
      return grid.settings.contains(setting) ? grid.entries(setting) : nil
    }
    return SettingSelection(grid, base: base, choice: choice)?.entries(grid)
  }

  var label: String { fixed.map { "the setting \($0.text)" } ?? choice.label }

  /// What a reader must know before believing it.
  var warning: String? {
    if fixed != nil {
      return "You picked this setting with the accuracies in view: its values are no finding. "
        + "`leave-one-out` is what choosing is worth."
    }
    return choice == .bestSeen
      ? "Best seen: chosen on each dataset by the very numbers that are shown, so only an upper bound."
      : nil
  }
}
