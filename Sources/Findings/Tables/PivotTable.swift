import Ledger

/// Rows and columns of one's choice.
package struct PivotTable {
  /// What rows and columns can be, whatever the experiment: beside these, the options of its
  /// metrics, and `group` where there are groups of datasets.
  package static let fields =
    ["dataset", "metric", "method", "motion", "seed"] + PEDParameters.names

  private let runs: [RecordedRun]
  private let value: ResultValue
  private let groups: [DatasetGroup]

  /// Each cell is the mean over its runs; where these are repetitions only (they differ by seed),
  /// with their standard deviation.
  ///
  /// - Parameter groups: what the field `group` tells apart; a dataset may be in several, and one
  ///   that is in none is left out.
  /// - Throws: ``TableError`` for a field that does not exist or is used twice.
  package static func table(
    _ runs: [RecordedRun], value: ResultValue, rows: [String], columns: [String],
    experiment: String, groups: [DatasetGroup] = [], digits: Int = 3,
    displayNames: [String: String] = [:], leftOut: [String] = []
  ) throws -> FindingsTable {
    let pivot = PivotTable(runs: NewestRuns.of(runs), value: value, groups: groups)
    try pivot.check(rows + columns)
    var table = pivot.table(rows, columns)
    table.caption = "\(value.sentenceTitle): \(experiment)"
    table.label = "tab:\((([experiment] + rows + ["by"] + columns)).joined(separator: "-"))"
    table.columnTitle =
      columns.isEmpty ? nil : columns.map(PEDParameters.spoken).joined(separator: ", ")
    table.digits = digits
    table.notes += leftOut
    table.findFewerModels()
    table.markBest()
    table.addCellNotes()
    table.rename(displayNames)
    return table
  }

  private func check(_ fields: [String]) throws {
    let options = Set(runs.flatMap(\.specification.metricOptions.keys)).subtracting(Self.fields)
    let known = Self.fields + options.sorted() + (groups.isEmpty ? [] : ["group"])
    for field in fields where !known.contains(field) {
      throw TableError(
        "There is no '\(field)' to make rows or columns of; there are "
          + known.joined(separator: ", ") + ".")
    }
    for (index, field) in fields.enumerated() where fields[..<index].contains(field) {
      throw TableError("'\(field)' is asked for twice in rows and columns.")
    }
  }

  private struct Place: Hashable {
    let row: [String]
    let column: [String]
  }

  private func table(_ rows: [String], _ columns: [String]) -> FindingsTable {
    var cells: [Place: [RecordedRun]] = [:]
    for run in runs {
      for group in groupNames(run, isNeeded: (rows + columns).contains("group")) {
        func key(_ fields: [String]) -> [String] {
          fields.map { Self.text(run.specification, $0, group: group) }
        }
        cells[Place(row: key(rows), column: key(columns)), default: []].append(run)
      }
    }
    let rowKeys = Set(cells.keys.map(\.row)).sorted(by: Self.precedes)
    let columnKeys = Set(cells.keys.map(\.column)).sorted(by: Self.precedes)
    var table = FindingsTable(
      caption: "", label: "", labelColumns: rows,
      columns: columnKeys.map { key in
        key.isEmpty ? "mean" : key.joined(separator: ", ")
      }, rows: [])
    table.rows = rowKeys.map { row in
      FindingsTable.Row(
        labels: row,
        cells: columnKeys.map { cell(cells[Place(row: row, column: $0)] ?? []) })
    }
    if cells.values.contains(where: { !Self.areRepetitions($0) }) {
      table.notes.append(
        "Cells are means over all finished runs with that row and column (several settings or "
          + "datasets); they compare only if each cell has the same ones.")
    }
    return table
  }

  /// The groups of a run; one without a name if they do not matter.
  private func groupNames(_ run: RecordedRun, isNeeded: Bool) -> [String] {
    guard isNeeded else { return [""] }
    return groups.filter { $0.datasets.contains(run.specification.dataset) }.map(\.name)
  }

  private static func text(_ run: RunSpecification, _ field: String, group: String) -> String {
    switch field {
    case "dataset": run.dataset
    case "metric": MethodSetting(run).metricTitle
    case "method": MethodSetting(run).title
    case "motion": run.ped == nil ? "none" : "ped"
    case "seed": run.seed.map { "\($0)" } ?? "—"
    case "group": group
    case _ where PEDParameters.names.contains(field): run.ped?.value(of: field) ?? "—"
    default: run.metricOptions[field] ?? "—"
    }
  }

  private static func areRepetitions(_ runs: [RecordedRun]) -> Bool {
    guard let first = runs.first?.specification else { return true }
    return runs.allSatisfy {
      $0.specification.dataset == first.dataset
        && MethodSetting($0.specification) == MethodSetting(first)
    }
  }

  private func cell(_ runs: [RecordedRun]) -> FindingsTable.Cell {
    // Sorted, so that a sum does not depend on the order in which runs ended.
    let runs = runs.sorted { $0.id < $1.id }
    let values = runs.compactMap { $0.correlations.flatMap(value.value) }
    let only = values.count == 1 && value == .weightedTau ? runs[0].correlations : nil
    var cell = FindingsTable.Cell(
      value: SampleStatistics.mean(values),
      sd: Self.areRepetitions(runs) ? SampleStatistics.standardDeviation(values) : nil,
      repetitions: values.count, low: only?.weightedTauLow, high: only?.weightedTauHigh,
      roundingTies: runs.compactMap { $0.correlations?.roundingTies }.max() ?? 0)
    cell.accuracies = runs.compactMap { $0.correlations?.accuracies }.min()
    cell.models = runs.compactMap { $0.correlations?.models }.min()
    cell.missing = MissingValue(
      accuracies: runs.first?.correlations?.accuracies, hasValue: !values.isEmpty)
    if !values.isEmpty, values.count < runs.count {
      cell.coverage = (values.count, of: runs.count)
    }
    return cell
  }

  private static func precedes(_ first: [String], _ second: [String]) -> Bool {
    for (a, b) in zip(first, second) where a != b {
      if let x = Double(a), let y = Double(b) { return x < y }
      return a < b
    }
    return false
  }
}
