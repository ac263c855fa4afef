import Ledger

extension PaperTable {
  /// A metric with the setting that somebody picked, and what it differs from no PED by: not in the
  /// running, since whoever picks sees the accuracies.
  func pickedRows(_ base: MethodSetting, _ section: Int) -> [FindingsTable.Row] {
    guard let picked = options.picked else { return [] }
    let setting = base.with(picked)
    guard grid.settings.contains(setting) else { return [] }
    let all: [MethodSetting?] = grid.datasets.map { _ in setting }
    var row = row("\(base.metricTitle) + PED, picked", all, section)
    row.isUnranked = true
    guard options.showsDifferences, grid.settings.contains(base) else { return [row] }
    return [row, difference(grid.datasets.map { _ in base }, all, section, .bestSeen)]
  }

  static func note(_ picked: PEDParameters) -> String {
    "picked: \(picked.text), with the accuracies in view, so no finding."
  }
}
