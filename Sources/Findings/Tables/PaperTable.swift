import Ledger
import Published
import Transferability

/// The shape of the PED paper's main table: a row per metric and per metric + PED, a column per
/// dataset (or group of datasets) and the mean.
package struct PaperTable: Sendable {
  /// What the table shows.
  package struct Options: Sendable {
    /// Which PED settings stand for "+ PED", a row each; empty: the official defaults if the
    /// experiment has them, else leave one out.
    package var choices: [SettingChoice] = []
    /// A setting that somebody picked, as a row of its own for each metric; nil for none.
    package var picked: PEDParameters?
    /// Columns of means over some datasets, beside or in place of the datasets themselves.
    package var groups: [DatasetGroup] = []
    /// Whether single datasets have columns.
    package var showsDatasets = true
    /// A row with + PED less without, with its interval over datasets in the mean column.
    package var showsDifferences = true
    /// Whether rows that the PED repository reports are added.
    package var showsPublished = false
    /// Whether intervals are written behind the values.
    package var showsIntervals = false
    /// Decimals.
    package var digits = 3
    /// What the runs were picked by, for the note that says so; nil: all count.
    package var filter: RunFilter?
    /// What methods, models and datasets are called in place of their names.
    package var displayNames: [String: String] = [:]
    /// Sentences on runs that are not in the table.
    package var leftOut: [String] = []
    /// What the table is to be read against; nil: no rows and marks of it.
    package var bar: TableBar?

    package init() {}
  }

  let grid: ResultGrid
  let options: Options
  let experiment: String

  /// The table of the results of an experiment.
  package static func table(
    _ grid: ResultGrid, experiment: String, options: Options = Options()
  ) -> FindingsTable {
    PaperTable(grid: grid, options: options, experiment: experiment).table()
  }

  private func table() -> FindingsTable {
    var table = FindingsTable(
      caption: "\(grid.value.sentenceTitle) of scores with fine-tuned accuracy: \(experiment)",
      label: label, labelColumns: ["method"], columns: columns.map(\.name), rows: [])
    table.digits = options.digits
    table.showsIntervals = options.showsIntervals
    table.better = grid.value.better
    table.lowerColumns = Set(columns.indices.filter { columns[$0].better == .lower })
    var shown: [SettingSelection] = []
    // What each row shows on each dataset; nothing for rows that are no setting.
    var settings: [Int: [MethodSetting?]] = [:]
    let choices = choices
    for (section, base) in grid.bases.enumerated() {
      let without: [MethodSetting?] = grid.datasets.map { _ in base }
      let hasBase = grid.entries(base).contains { $0 != nil }
      if hasBase {
        settings[table.rows.count] = without
        table.rows.append(row(base.title, without, section))
      }
      for choice in choices where grid.pedSettingCount(of: base) > 0 {
        guard let selection = SettingSelection(grid, base: base, choice: choice) else {
          table.rows.append(rowWithoutChoice(title(base, choice), section, choice))
          continue
        }
        let chosen = grid.datasets.map { selection.settings[$0] }
        var with = row(title(base, choice), chosen, section)
        with.isUnranked = choice == .bestSeen
        settings[table.rows.count] = chosen
        table.rows.append(with)
        shown.append(selection)
        if hasBase, options.showsDifferences {
          table.rows.append(difference(without, chosen, section, choice))
        }
      }
      table.rows += pickedRows(base, section)
    }
    let weighted = weightRows(grid.bases.count)
    for (row, chosen) in zip(weighted.rows, weighted.settings) {
      if let chosen { settings[table.rows.count] = chosen }
      table.rows.append(row)
    }
    table.notes += sentences(shown) + weighted.notes
    if let picked = options.picked { table.notes.append(Self.note(picked)) }
    if let filter = options.filter { table.notes.append(filter.sentence) }
    table.notes += options.leftOut
    table.findFewerModels()
    table.markBest()
    if let bar = options.bar {
      markLikeBest(&table)
      markLikeBest(&table, on: bar, settings)
      addBaselines(bar, to: &table)
    }
    if options.showsPublished, grid.value == .weightedTau { addPublished(to: &table) }
    table.addCellNotes()
    table.rename(options.displayNames)
    return table
  }

  /// Of each choice and value its own: two tables of a paper never share one.
  private var label: String {
    let value = grid.value == .weightedTau ? [] : [grid.value.rawValue]
    let parts =
      [experiment] + options.choices.map(\.rawValue) + value + options.groups.map(\.name)
      + (options.showsPublished ? ["published"] : [])
    return "tab:" + parts.joined(separator: "-")
  }

  func row(
    _ title: String, _ settings: [MethodSetting?], _ section: Int
  ) -> FindingsTable.Row {
    let cells = columns.map { column in
      let entries = column.entries(settings)
      return column.isMean ? Self.mean(entries) : FindingsTable.Cell(entries[0])
    }
    return FindingsTable.Row(labels: [title], cells: cells, section: section)
  }

  /// Where a choice takes no setting: of the official one that it was not run, of others that none has
  /// values.
  private func rowWithoutChoice(
    _ title: String, _ section: Int, _ choice: SettingChoice
  ) -> FindingsTable.Row {
    var row = row(title, grid.datasets.map { _ in nil }, section)
    guard choice != .official else { return row }
    for column in row.cells.indices where row.cells[column].missing == .notRun {
      row.cells[column].missing = .noChoice
    }
    return row
  }

  /// Empty unless every dataset has a value: means over different datasets do not compare.
  private static func mean(_ entries: [ResultGrid.Entry?]) -> FindingsTable.Cell {
    let present = entries.compactMap { $0?.mean }
    let isComplete = present.count == entries.count
    var cell = FindingsTable.Cell(value: isComplete ? SampleStatistics.mean(present) : nil)
    // Where nothing is there, the columns of the datasets give the reasons.
    if !isComplete, !present.isEmpty {
      cell.missing = .incomplete(present.count, of: entries.count)
    }
    // All models of all datasets: a mean over fewer does not compete either.
    if isComplete { cell.count(entries) }
    return cell
  }

  /// The same for every method of the table: the official defaults if any method was run with them,
  /// else leave one out, or where nothing can be left out the best seen.
  private var choices: [SettingChoice] {
    guard options.choices.isEmpty else { return options.choices }
    let first = SettingChoice.offered.first { choice in
      grid.bases.contains { SettingSelection(grid, base: $0, choice: choice) != nil }
    }
    return first.map { [$0] } ?? []
  }

  private func title(_ base: MethodSetting, _ choice: SettingChoice) -> String {
    let title = base.metricTitle + " + PED"
    return options.choices.count > 1 ? "\(title), \(choice.shortLabel)" : title
  }

  /// What the rows with PED are: a sentence for those of which the same can be said.
  private func sentences(_ selections: [SettingSelection]) -> [String] {
    var titles: [String: [String]] = [:]
    var order: [String] = []
    for selection in selections {
      let text = description(selection)
      if titles[text] == nil { order.append(text) }
      titles[text, default: []].append(title(selection.base, selection.choice))
    }
    return order.map { "\((titles[$0] ?? []).joined(separator: "; ")): \($0)." }
  }

  private func description(_ selection: SettingSelection) -> String {
    let count = grid.pedSettingCount(of: selection.base)
    let settings = count == 1 ? "the only setting" : "of \(count) settings"
    // With one setting nothing was chosen, whatever the choice is called.
    if count == 1, selection.choice != .official, let only = selection.settings.values.first {
      // What picked it, if anything did.
      let given = options.filter.map { ", given by \($0.option)" } ?? ""
      return "\(only.pedText), \(settings) here\(given)"
    }
    let isOne = selection.choice == .official || selection.choice == .nearest
    guard isOne, let setting = selection.settings.values.first else {
      return "\(selection.choice.label), \(settings)"
    }
    let unrun = setting.ped == .official ? "" : ", which were not run"
    return "\(selection.choice.label)\(unrun) (\(setting.pedText)), \(settings)"
  }

  func difference(
    _ without: [MethodSetting?], _ with: [MethodSetting?], _ section: Int, _ choice: SettingChoice,
    label: String = "Δ with PED"
  ) -> FindingsTable.Row {
    let cells = columns.map { column -> FindingsTable.Cell in
      let (one, other) = (column.entries(without), column.entries(with))
      let (first, second) = (one.map { $0?.mean }, other.map { $0?.mean })
      let isComplete = zip(first, second).allSatisfy { $0 != nil && $1 != nil }
      let isLike = zip(one, other).allSatisfy { $0?.accuracies == $1?.accuracies }
      guard isComplete, isLike, let comparison = PairedComparison(first, second) else {
        var cell = FindingsTable.Cell(value: nil, isDifference: true)
        cell.missing = isComplete && !isLike ? .otherModels : nil
        return cell
      }
      // The best seen is better by selection: an interval would say what it is not.
      let interval = column.isMain && choice != .bestSeen ? comparison.interval : nil
      return FindingsTable.Cell(
        value: comparison.meanDifference, low: interval?.low, high: interval?.high,
        isDifference: true)
    }
    return FindingsTable.Row(
      labels: [label], cells: cells, isUnranked: true, section: section)
  }

  /// Published rows under ours, where a dataset of that name is a column.
  private func addPublished(to table: inout FindingsTable) {
    let section = grid.bases.count + 2
    table.columns.append("published mean")
    for row in table.rows.indices { table.rows[row].cells.append(FindingsTable.Cell(value: nil)) }
    for (method, values) in PublishedTau.rows {
      var cells = table.columns.map { column in
        FindingsTable.Cell(value: values[column.lowercased()])
      }
      cells[cells.count - 1] = FindingsTable.Cell(
        value: SampleStatistics.mean(values.keys.sorted().compactMap { values[$0] }))
      table.rows.append(
        FindingsTable.Row(labels: [method], cells: cells, isPublished: true, section: section))
    }
    table.notes.append(
      "published mean: of a published row, over its own 10 datasets; it does not compare with ours."
    )
  }
}
