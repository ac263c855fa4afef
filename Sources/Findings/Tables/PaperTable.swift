import Ledger
import Transferability

/// The shape of the PED paper's main table: a row per metric and per metric + PED, a column per
/// dataset (or group of datasets) and the mean.
package struct PaperTable: Sendable {
  package struct Options: Sendable {
    /// Which PED setting stands for "+ PED"; nil: the official defaults if the experiment has
    /// them, else leave one out.
    package var choice: SettingChoice?
    /// Columns of means over some datasets, beside or in place of the datasets themselves.
    package var groups: [(name: String, datasets: [String])] = []
    package var showsDatasets = true
    /// A row with + PED less without, with its interval over datasets in the mean column.
    package var showsDifferences = true
    package var showsPublished = false
    package var showsIntervals = false
    package var digits = 3

    package init() {}
  }

  private let grid: ResultGrid
  private let options: Options
  private let experiment: String

  package static func table(
    _ grid: ResultGrid, experiment: String, options: Options = Options()
  ) -> FindingsTable {
    PaperTable(grid: grid, options: options, experiment: experiment).table()
  }

  private func table() -> FindingsTable {
    var table = FindingsTable(
      caption: "\(grid.value.title) of scores with fine-tuned accuracy: \(experiment)",
      label: "tab:\(experiment)", labelColumns: ["method"], columns: columns, rows: [])
    table.digits = options.digits
    table.showsIntervals = options.showsIntervals
    var shown: [String] = []
    for (section, base) in grid.bases.enumerated() {
      let without = row(base.title, section: section) { grid.entry(base, $0) }
      let hasBase = without.cells.contains { $0.value != nil }
      if hasBase { table.rows.append(without) }
      guard let selection = selection(of: base) else { continue }
      var with = row(base.metricTitle + " + PED", section: section) {
        selection.entry(grid, $0)
      }
      with.isUnranked = selection.choice == .bestSeen
      table.rows.append(with)
      shown.append(sentence(selection))
      if hasBase, options.showsDifferences {
        table.rows.append(difference(base, selection, section: section))
      }
    }
    var seen = Set<String>()
    table.notes += shown.filter { seen.insert($0).inserted }
    if options.showsPublished, grid.value == .weightedTau { addPublished(to: &table) }
    table.markBest()
    table.addCellNotes()
    return table
  }

  private var columns: [String] {
    (options.showsDatasets ? grid.datasets : []) + options.groups.map(\.name) + ["mean"]
  }

  /// The datasets of each column.
  private var columnDatasets: [[String]] {
    (options.showsDatasets ? grid.datasets.map { [$0] } : [])
      + options.groups.map(\.datasets) + [grid.datasets]
  }

  private func row(
    _ title: String, section: Int, entry: (String) -> ResultGrid.Entry?
  ) -> FindingsTable.Row {
    let cells = columnDatasets.enumerated().map { index, datasets in
      let isDataset = options.showsDatasets && index < grid.datasets.count
      return isDataset ? FindingsTable.Cell(entry(datasets[0])) : Self.mean(datasets.map(entry))
    }
    return FindingsTable.Row(labels: [title], cells: cells, section: section)
  }

  /// Empty unless every dataset has a value: means over different datasets do not compare.
  private static func mean(_ entries: [ResultGrid.Entry?]) -> FindingsTable.Cell {
    let values = entries.compactMap { $0?.mean }
    return FindingsTable.Cell(
      value: values.count == entries.count ? SampleStatistics.mean(values) : nil)
  }

  private func selection(of base: MethodSetting) -> SettingSelection? {
    if let choice = options.choice {
      return SettingSelection(grid, base: base, choice: choice)
    }
    return SettingSelection(grid, base: base, choice: .official)
      ?? SettingSelection(grid, base: base, choice: .leaveOneOut)
      ?? SettingSelection(grid, base: base, choice: .bestSeen)
  }

  private func sentence(_ selection: SettingSelection) -> String {
    let count = grid.pedSettings(of: selection.base).count
    let title = selection.base.metricTitle + " + PED"
    guard selection.choice == .official, let setting = selection.settings.values.first else {
      return "\(title): \(selection.choice.label), of \(count) settings."
    }
    return "\(title): \(selection.choice.label) (\(setting.pedText)), of \(count) settings."
  }

  private func difference(
    _ base: MethodSetting, _ selection: SettingSelection, section: Int
  ) -> FindingsTable.Row {
    let cells = columnDatasets.enumerated().map { index, datasets in
      let first = datasets.map { grid.mean(base, $0) }
      let second = datasets.map { selection.entry(grid, $0)?.mean }
      let isComplete = zip(first, second).allSatisfy { $0 != nil && $1 != nil }
      guard isComplete, let comparison = PairedComparison(first, second) else {
        return FindingsTable.Cell(value: nil, isDifference: true)
      }
      let isLast = index == columnDatasets.count - 1
      return FindingsTable.Cell(
        value: comparison.meanDifference, low: isLast ? comparison.interval?.low : nil,
        high: isLast ? comparison.interval?.high : nil, isDifference: true)
    }
    return FindingsTable.Row(
      labels: ["Δ with PED"], cells: cells, isUnranked: true, section: section)
  }

  /// Published rows under ours, where a dataset of that name is a column.
  private func addPublished(to table: inout FindingsTable) {
    let section = grid.bases.count
    for (method, values) in PublishedTau.rows {
      var cells = table.columns.map { column in
        FindingsTable.Cell(value: values[column.lowercased()])
      }
      cells[cells.count - 1] = FindingsTable.Cell(
        value: SampleStatistics.mean(values.keys.sorted().compactMap { values[$0] }))
      table.rows.append(
        FindingsTable.Row(labels: [method], cells: cells, isPublished: true, section: section))
    }
    table.notes.append("The mean of a published row is over its own 10 datasets.")
  }
}

extension PublishedTau {
  /// Method ("+ PED" where the README says "+Ours") and tau by dataset in lower case.
  static let rows: [(method: String, values: [String: Double])] = pedReadme.split(
    separator: "\n"
  ).dropFirst().map { line in
    let fields = line.split(separator: ",").map(String.init)
    let names = pedReadme.prefix { $0 != "\n" }.split(separator: ",").map { $0.lowercased() }
    var values: [String: Double] = [:]
    for (name, field) in zip(names, fields).dropFirst() {
      values[name == "voc" ? "voc2007" : name] = Double(field)
    }
    let isOurs = fields[0].hasSuffix("+Ours")
    return (isOurs ? fields[0].dropLast(5) + " + PED" : fields[0], values)
  }
}
