import Ledger

/// Rows and columns of one's choice.
package struct PivotTable {
  /// What rows and columns can be, whatever the experiment: beside these, the options of its
  /// metrics, and `group` where there are groups of datasets.
  package static let fields =
    ["dataset", "metric", "method", "motion", "seed", "samples_per_class", "sample_seed"]
    + PEDParameters.names

  private let cells: ResultCells
  private let value: ResultValue
  private let groups: [DatasetGroup]

  /// Each cell is the mean over its runs; where these are repetitions only (they differ by seed),
  /// with their standard deviation.
  ///
  /// - Parameters:
  ///   - cells: with the values of ``ResultGrid/statistics(for:)``.
  ///   - groups: what the field `group` tells apart; a dataset may be in several, and one
  ///     that is in none is left out.
  /// - Throws: ``TableError`` for a field that does not exist or is used twice.
  package static func table(
    _ cells: ResultCells, value: ResultValue, rows: [String], columns: [String],
    experiment: String, groups: [DatasetGroup] = [], digits: Int = 3,
    displayNames: [String: String] = [:], leftOut: [String] = []
  ) throws -> FindingsTable {
    let pivot = PivotTable(cells: cells, value: value, groups: groups)
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
    let options = Set(cells.settings.flatMap(\.method.options.keys)).subtracting(Self.fields)
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
    let row: PivotAxis.Key
    let column: PivotAxis.Key
  }

  /// The runs of a place, in the order of the cells: their numbers, and whether they are of one cell.
  private struct Content {
    var runs: [Int] = []
    let cell: Int
    var areRepetitions = true

    mutating func add(_ run: Int, of cell: Int) {
      runs.append(run)
      if cell != self.cell { areRepetitions = false }
    }
  }

  private func table(_ rows: [String], _ columns: [String]) -> FindingsTable {
    let (rowAxis, columnAxis) = (
      PivotAxis(rows, cells, groups: groups), PivotAxis(columns, cells, groups: groups)
    )
    let contents = contents(rowAxis, columnAxis)
    let rowKeys = Self.sorted(contents.keys.map(\.row), rowAxis)
    let columnKeys = Self.sorted(contents.keys.map(\.column), columnAxis)
    var table = FindingsTable(
      caption: "", label: "", labelColumns: rows,
      columns: columnKeys.map { $0.labels.isEmpty ? "mean" : $0.labels.joined(separator: ", ") },
      rows: [])
    let numbers = Numbers(cells, value)
    table.rows = rowKeys.map { row in
      FindingsTable.Row(
        labels: row.labels,
        cells: columnKeys.map { column in
          numbers.cell(contents[Place(row: row.key, column: column.key)])
        })
    }
    if contents.values.contains(where: { !$0.areRepetitions }) {
      table.notes.append(
        "Cells are means over all finished runs with that row and column (several settings or "
          + "datasets); they compare only if each cell has the same ones.")
    }
    return table
  }

  private func contents(_ rows: PivotAxis, _ columns: PivotAxis) -> [Place: Content] {
    var contents: [Place: Content] = [:]
    var run = 0
    for (index, cell) in cells.cells.enumerated() {
      let (setting, dataset) = (index / cells.datasets.count, index % cells.datasets.count)
      for _ in 0..<cell.repetitions {
        let repetition = cells.repetitions[run]
        for place in Self.places(
          rows.keys(setting: setting, dataset: dataset, repetition),
          columns.keys(setting: setting, dataset: dataset, repetition))
        {
          contents[place, default: Content(cell: index)].add(run, of: index)
        }
        run += 1
      }
    }
    return contents
  }

  /// A row and a column of the same group belong together: a field is used once.
  private static func places(_ rows: [PivotAxis.Key], _ columns: [PivotAxis.Key]) -> [Place] {
    rows.flatMap { row in columns.map { Place(row: row, column: $0) } }
  }

  private static func sorted(
    _ keys: some Sequence<PivotAxis.Key>, _ axis: PivotAxis
  ) -> [(key: PivotAxis.Key, labels: [String])] {
    Set(keys).map { ($0, axis.labels($0)) }.sorted { LabelOrder.precedes($0.1, $1.1) }
  }
}

extension PivotTable {
  /// What a place of the table shows of its runs.
  private struct Numbers {
    private let repetitions: [ResultCells.Repetition]
    private let values: [Double]
    /// The ends of the intervals; empty where there are none.
    private let (lows, highs): ([Double], [Double])

    init(_ cells: ResultCells, _ value: ResultValue) {
      let statistics = ResultGrid.statistics(for: value).map { cells.values(of: $0) }
      repetitions = cells.repetitions
      values = statistics[0]
      (lows, highs) = statistics.count == 3 ? (statistics[1], statistics[2]) : ([], [])
    }

    func cell(_ content: Content?) -> FindingsTable.Cell {
      let runs = content?.runs ?? []
      let defined = runs.filter { !values[$0].isNaN }
      let numbers = defined.map { values[$0] }
      let only = runs.count == 1 && !lows.isEmpty ? defined.first : nil
      var cell = FindingsTable.Cell(
        value: SampleStatistics.mean(numbers),
        sd: content?.areRepetitions == false
          ? nil : SampleStatistics.standardDeviation(numbers),
        repetitions: numbers.count, low: only.flatMap { Self.defined(lows[$0]) },
        high: only.flatMap { Self.defined(highs[$0]) },
        roundingTies: runs.map { repetitions[$0].roundingTies }.max() ?? 0)
      cell.accuracies = runs.map { repetitions[$0].accuracies }.min()
      cell.models = runs.map { repetitions[$0].models }.min()
      cell.missing = MissingValue(
        accuracies: runs.first.map { repetitions[$0].accuracies }, hasValue: !numbers.isEmpty)
      if !numbers.isEmpty, numbers.count < runs.count {
        cell.coverage = (numbers.count, of: runs.count)
      }
      return cell
    }

    private static func defined(_ number: Double) -> Double? { number.isNaN ? nil : number }
  }
}
