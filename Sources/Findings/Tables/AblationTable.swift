import Ledger
import Transferability

/// One parameter at a time around a base setting: what each alternative changes.
package enum AblationTable {
  /// Rows: for each metric without PED, the base setting, and every setting that differs from it
  /// in one parameter. Columns: datasets, mean, and the difference of the means to the base with
  /// its interval over datasets.
  ///
  /// - Parameter base: nil takes the official defaults or, for a metric without them, the setting
  ///   from which most others differ in one parameter only.
  package static func table(
    _ grid: ResultGrid, experiment: String, base: PEDParameters? = nil, digits: Int = 3
  ) -> FindingsTable {
    var table = FindingsTable(
      caption: "One change at a time, \(grid.value.title): \(experiment)",
      label: "tab:\(experiment)-ablation", labelColumns: ["metric", "setting"],
      columns: grid.datasets + ["mean", "Δ to base"], rows: [])
    table.digits = digits
    for (section, metric) in grid.bases.enumerated() {
      let settings = grid.pedSettings(of: metric)
      guard let center = center(of: settings, wanted: base) else { continue }
      if grid.settings.contains(metric) {
        table.rows.append(row(grid, metric, "without PED", center, section))
      }
      table.rows.append(row(grid, center, "base", center, section))
      for setting in settings {
        guard let ped = setting.ped, let other = center.ped,
          let change = singleChange(from: other, to: ped)
        else { continue }
        let text = "\(change) \(ped.value(of: change) ?? "")"
        table.rows.append(row(grid, setting, text, center, section))
      }
      table.notes.append("Base of \(metric.metricTitle): \(center.pedText).")
    }
    table.addCellNotes()
    return table
  }

  /// The name of the only parameter in which two settings differ.
  package static func singleChange(
    from first: PEDParameters, to second: PEDParameters
  ) -> String? {
    let names = first.names + Set(second.names).subtracting(first.names)
    let changed = names.filter { first.value(of: $0) != second.value(of: $0) }
    return changed.count == 1 ? changed[0] : nil
  }

  private static func center(
    of settings: [MethodSetting], wanted: PEDParameters?
  ) -> MethodSetting? {
    if let wanted { return settings.first { $0.ped == wanted } }
    if let official = settings.first(where: { $0.ped == .official }) { return official }
    // Past a few hundred settings the search for the best centre costs more than it tells.
    let candidates = settings.prefix(300)
    let neighbours = candidates.map { candidate in
      settings.count { setting in
        guard let a = candidate.ped, let b = setting.ped else { return false }
        return singleChange(from: a, to: b) != nil
      }
    }
    guard let most = neighbours.max(), let index = neighbours.firstIndex(of: most) else {
      return nil
    }
    return candidates[index]
  }

  private static func row(
    _ grid: ResultGrid, _ setting: MethodSetting, _ text: String, _ center: MethodSetting,
    _ section: Int
  ) -> FindingsTable.Row {
    var cells = grid.datasets.map { FindingsTable.Cell(grid.entry(setting, $0)) }
    cells.append(FindingsTable.Cell(value: grid.mean(setting, over: grid.datasets)))
    let comparison =
      setting == center
      ? nil
      : PairedComparison(
        grid.datasets.map { grid.mean(center, $0) }, grid.datasets.map { grid.mean(setting, $0) })
    cells.append(
      FindingsTable.Cell(
        value: comparison?.meanDifference, low: comparison?.interval?.low,
        high: comparison?.interval?.high, isDifference: true))
    return FindingsTable.Row(
      labels: [setting.metricTitle, text], cells: cells, section: section)
  }
}
