import Ledger
import Transferability
import Wording

/// One parameter at a time around a base setting: what each alternative changes.
package enum AblationTable {
  /// Rows: for each metric without PED, the base setting, and every setting that differs from it
  /// in one parameter. Columns: datasets, mean, and the difference of the means to the base with
  /// its interval over datasets.
  ///
  /// - Parameter base: nil takes the official defaults or, for a metric without them, the setting
  ///   from which most others differ in one parameter only.
  /// - Throws: ``TableError`` if no metric was run with `base`.
  package static func table(
    _ grid: ResultGrid, experiment: String, base: PEDParameters? = nil, digits: Int = 3
  ) throws -> FindingsTable {
    var table = FindingsTable(
      caption: "One change at a time, \(grid.value.title): \(experiment)",
      label: "tab:\(experiment)-ablation", labelColumns: ["metric", "setting"],
      columns: grid.datasets + ["mean", "Δ to base"], rows: [])
    table.digits = digits
    var centers: [MethodSetting] = []
    for (section, metric) in grid.bases.enumerated() {
      let settings = grid.pedSettings(of: metric)
      guard let center = center(of: settings, wanted: base), let middle = center.ped else {
        continue
      }
      let comparing = Comparing(grid: grid, center: center, section: section)
      if grid.settings.contains(metric) {
        table.rows.append(comparing.row(metric, "without PED"))
      }
      table.rows.append(comparing.row(center, "base"))
      for (setting, change) in changes(from: middle, in: settings) {
        let value = PEDParameters.shown(setting.ped?.value(of: change) ?? "")
        table.rows.append(comparing.row(setting, "\(change) \(value)"))
      }
      centers.append(center)
    }
    if let base, table.rows.isEmpty {
      throw TableError("No run has the base setting \(base.text); `pedlab table` shows which do.")
    }
    table.notes += notes(centers)
    table.notes.append(
      "Δ: mean over datasets of the difference to the base, with its 95 % interval over datasets, "
        + "not corrected for the number of rows.")
    table.findFewerModels()
    table.addCellNotes()
    return table
  }

  /// A sentence for the metrics that have the same base.
  private static func notes(_ centers: [MethodSetting]) -> [String] {
    var titles: [(base: String, metrics: [String])] = []
    for center in centers {
      if let place = titles.firstIndex(where: { $0.base == center.pedText }) {
        titles[place].metrics.append(center.metricTitle)
      } else {
        titles.append((center.pedText, [center.metricTitle]))
      }
    }
    return titles.map { "Base of \(listed($0.metrics)): \($0.base)." }
  }

  /// The settings that differ in one parameter, in the order of the parameters and of their values.
  private static func changes(
    from middle: PEDParameters, in settings: [MethodSetting]
  ) -> [(MethodSetting, String)] {
    let all = settings.compactMap { setting in
      setting.ped?.singleChange(from: middle).map { (setting, $0) }
    }
    let names = PEDParameters.names
    func rank(_ name: String) -> Int { names.firstIndex(of: name) ?? names.count }
    return all.enumerated().sorted { left, right in
      (rank(left.element.1), left.offset) < (rank(right.element.1), right.offset)
    }.map(\.element)
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
        candidate.ped.flatMap { setting.ped?.singleChange(from: $0) } != nil
      }
    }
    guard let most = neighbours.max(), let index = neighbours.firstIndex(of: most) else {
      return nil
    }
    return candidates[index]
  }

  private struct Comparing {
    let grid: ResultGrid
    let center: MethodSetting
    let section: Int

    /// With the base, on the datasets where both are over as many models.
    private func comparison(_ entries: [ResultGrid.Entry?]) -> PairedComparison? {
      let pairs = zip(grid.entries(center), entries).map { base, own in
        base?.accuracies == own?.accuracies ? (base?.mean, own?.mean) : (nil, nil)
      }
      return PairedComparison(pairs.map(\.0), pairs.map(\.1))
    }

    func row(_ setting: MethodSetting, _ text: String) -> FindingsTable.Row {
      let entries = grid.entries(setting)
      let values = entries.map { $0?.mean }
      let isComplete = values.allSatisfy { $0 != nil }
      let present = values.compactMap { $0 }
      var cells = entries.map { FindingsTable.Cell($0) }
      var mean = FindingsTable.Cell(value: isComplete ? SampleStatistics.mean(present) : nil)
      if !isComplete, !present.isEmpty {
        mean.missing = .incomplete(present.count, of: values.count)
      }
      if isComplete { mean.count(entries) }
      cells.append(mean)
      let comparison = setting == center ? nil : comparison(entries)
      var difference = FindingsTable.Cell(
        value: comparison?.meanDifference, low: comparison?.interval?.low,
        high: comparison?.interval?.high, isDifference: true)
      if let count = comparison?.count, count < values.count {
        difference.coverage = (count, of: values.count)
      }
      if setting != center, comparison == nil, !present.isEmpty {
        difference.missing = .otherModels
      }
      cells.append(difference)
      return FindingsTable.Row(
        labels: [setting.metricTitle, text], cells: cells, section: section)
    }
  }
}
