import Findings
import Ledger
import Wording

/// The `pedlab table` that gives what a page shows: its value, its datasets, and its setting of PED.
struct TableCommand {
  let state: PageState
  /// How the setting of PED comes about.
  let choice: SettingChoice
  /// The setting that was picked; nil: the one of the choice.
  let setting: PEDParameters?

  /// - Parameter options: what else the page shows.
  func line(_ options: String) -> String {
    var words = ["pedlab table", ShellText.quoted(state.experiment)]
    if !options.isEmpty { words.append(options) }
    if state.value != .weightedTau { words.append("--value \(state.value.rawValue)") }
    if choice != .official { words.append("--choice \(choice.rawValue)") }
    let conditions = [datasets, setting.map(Self.chosen)].compactMap(\.self)
    if !conditions.isEmpty {
      words.append("--where \(ShellText.quoted(conditions.joined(separator: " and ")))")
    }
    return words.joined(separator: " ")
  }

  /// The datasets that are left, as a condition; nil where all are.
  private var datasets: String? {
    guard !state.without.isEmpty else { return nil }
    return "not dataset in (\(state.without.map(ConditionText.quoted).joined(separator: ", ")))"
  }

  /// The metrics without PED, and with the setting that was picked.
  private static func chosen(_ setting: PEDParameters) -> String {
    let own = zip(PEDParameters.numericNames, setting.numbers).map {
      "\($0) = \(Printed.exact($1))"
    }
    let switches = setting.ablation.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let ablation =
      switches.isEmpty
      ? "ablation is empty"
      : "ablation = \(ConditionText.quoted(switches.joined(separator: ";")))"
    return "(motion = 'none' or \((own + [ablation]).joined(separator: " and ")))"
  }
}
