import Ledger

/// Rows and columns of one's choice.
package enum PivotTable {
  /// What rows and columns can be: method, metric, motion, dataset, seed, any PED parameter or
  /// switch.
  package static func value(_ run: RunSpecification, field: String) -> String {
    switch field {
    case "dataset": return run.dataset
    case "metric": return MethodSetting(run).metricTitle
    case "method": return MethodSetting(run).title
    case "motion": return run.ped == nil ? "none" : "ped"
    case "seed": return run.seed.map { "\($0)" } ?? "—"
    default: return run.ped.map { $0.value(of: field) ?? "—" } ?? "—"
    }
  }

  package static let fields =
    ["dataset", "metric", "method", "motion", "seed"] + PEDParameters.numericNames
    + PEDParameters.officialSwitches.keys.sorted()

  /// Each cell is the mean over its runs; where these are repetitions only (they differ by seed),
  /// with their standard deviation.
  ///
  /// - Throws: ``TableError`` for a field that does not exist or is used twice.
  package static func table(
    _ runs: [RecordedRun], value: ResultValue, rows: [String], columns: [String],
    experiment: String, digits: Int = 3
  ) throws -> FindingsTable {
    for field in rows + columns where !fields.contains(field) {
      throw TableError(
        "There is no '\(field)' to make rows or columns of; there are "
          + fields.joined(separator: ", ") + ".")
    }
    if let twice = (rows + columns).first(where: { field in
      (rows + columns).count { $0 == field } > 1
    }) {
      throw TableError("'\(twice)' is asked for twice in rows and columns.")
    }
    let finished = runs.filter { $0.status == .finished && !$0.isDeleted }
    func key(_ run: RecordedRun, _ fields: [String]) -> [String] {
      fields.map { Self.value(run.specification, field: $0) }
    }
    let rowKeys = Set(finished.map { key($0, rows) }).sorted(by: precedes)
    let columnKeys = Set(finished.map { key($0, columns) }).sorted(by: precedes)
    let cells = Dictionary(grouping: finished) { key($0, rows) + ["\u{0}"] + key($0, columns) }
    var isMixed = false
    var table = FindingsTable(
      caption: "\(value.title): \(experiment)", label: "tab:\(experiment)", labelColumns: rows,
      columns: columnKeys.map { $0.isEmpty ? "mean" : $0.joined(separator: ", ") }, rows: [])
    table.digits = digits
    table.rows = rowKeys.enumerated().map { _, rowKey in
      let line = columnKeys.map { columnKey in
        let runs = cells[rowKey + ["\u{0}"] + columnKey] ?? []
        let settings = Set(runs.map { Group($0.specification) })
        if settings.count > 1 { isMixed = true }
        return cell(runs, value: value, isRepetition: settings.count == 1)
      }
      return FindingsTable.Row(labels: rowKey, cells: line)
    }
    table.markBest()
    if isMixed {
      table.notes.append(
        "Cells are means over all finished runs with that row and column (several settings or "
          + "datasets); they compare only if each cell has the same ones.")
    }
    table.addCellNotes()
    return table
  }

  private struct Group: Hashable {
    let setting: MethodSetting
    let dataset: String

    init(_ run: RunSpecification) {
      setting = MethodSetting(run)
      dataset = run.dataset
    }
  }

  private static func cell(
    _ runs: [RecordedRun], value: ResultValue, isRepetition: Bool
  ) -> FindingsTable.Cell {
    // Sorted, so that a sum does not depend on the order in which runs ended.
    let runs = runs.sorted { $0.id < $1.id }
    let values = runs.compactMap { $0.correlations.flatMap(value.value) }
    let only = values.count == 1 && value == .weightedTau ? runs[0].correlations : nil
    return FindingsTable.Cell(
      value: SampleStatistics.mean(values),
      sd: isRepetition ? SampleStatistics.standardDeviation(values) : nil,
      repetitions: values.count, low: only?.weightedTauLow, high: only?.weightedTauHigh,
      roundingTies: runs.compactMap { $0.correlations?.roundingTies }.max() ?? 0)
  }

  private static func precedes(_ first: [String], _ second: [String]) -> Bool {
    for (a, b) in zip(first, second) where a != b {
      if let x = Double(a), let y = Double(b) { return x < y }
      return a < b
    }
    return false
  }
}

/// A sentence on what a table cannot show.
package struct TableError: Error, CustomStringConvertible, Equatable {
  package let description: String

  package init(_ description: String) { self.description = description }
}
