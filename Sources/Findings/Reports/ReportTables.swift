import Ledger
import Wording

/// The tables of a report.
extension ReportData {
  var summary: String {
    let models = Set(record.runs.flatMap(\.specification.models)).count
    let parts =
      [
        counted(bases.count, "metric"),
        counted(datasets.count, "dataset"),
        counted(models, "model"),
      ] + (settings.isEmpty ? [] : [counted(settings.count, "setting") + " of PED"])
    var text =
      counted(record.runs.count, "finished run") + ": "
      + parts.joined(separator: ", ") + "."
    if let leftOut = record.leftOut() { text += " " + leftOut }
    if let doubts = record.provenance?.doubtSentence { text += " " + doubts }
    return text
  }

  /// The main table: as all forms show it first, and of other values and choices for a page that lets
  /// one choose.
  func correlationTables() -> [ReportDocument.Block] {
    let standing = grid.standingChoice
    let choices: [(name: String, choices: [SettingChoice])] =
      settings.count > 1
      ? [
        ("\(standing.shortLabel) and leave-one-out", [standing, .leaveOneOut]),
        ("best seen (optimistic: chosen by the numbers shown)", [.bestSeen]),
      ] : [("", [])]
    let cells = ResultCells(record.runs)
    let variants = ResultValue.allCases.flatMap { value -> [TableVariant] in
      let own = value == grid.value ? grid : grid.holding(value, of: cells)
      guard own.settings.contains(where: { own.values($0).contains { $0 != nil } }) else {
        return []
      }
      return choices.map { choice in
        var options = PaperTable.Options()
        options.choices = choice.choices
        if value == grid.value, choice.choices != [.bestSeen] { options.bar = bar }
        let table = PaperTable.table(own, experiment: record.name, options: options)
        return TableVariant(
          value: value.title, choice: choice.name,
          table: table.leading(with: FindingsTable.answers))
      }
    }
    return [.heading("Rank correlation with the ground truth"), .variants(variants)]
  }

  /// For each metric with several settings how they were chosen.
  func choiceTables() -> [ReportDocument.Block] {
    guard settings.count > 1, datasets.count > 1 else { return [] }
    let tables = bases.filter { !grid.pedSettings(of: $0).isEmpty }.map {
      ReportDocument.Block.results(statistics.selectionTable($0))
    }
    return tables.isEmpty ? [] : [.heading("Which setting, chosen how")] + tables
  }

  /// For combined metrics how their weights were chosen, and what the choice is worth.
  func weightTables() throws -> [ReportDocument.Block] {
    guard !grid.weightFamilies.isEmpty, datasets.count > 1 else { return [] }
    let prices = try grid.weightFamilies.compactMap { try statistics.price(.weights($0), record) }
    return [.heading("Which weights, chosen how")]
      + grid.weightFamilies.map { .results(statistics.selectionTable($0)) }
      + prices.map { .paragraph($0.text.split(separator: "\n").joined(separator: " ")) }
  }

  /// The setting that is drawn against those that differ from it in one parameter, where there are
  /// not too many to read.
  func changeTables() -> [ReportDocument.Block] {
    guard let drawn else { return [] }
    let near = settings.filter { $0.singleChange(from: drawn) != nil }
    guard (1...Self.changeLimit).contains(near.count),
      let table = try? AblationTable.table(grid, experiment: record.name, base: drawn)
    else { return [] }
    return [.heading("One change at a time")] + forestFigures()
      + [.results(table.leading(with: FindingsTable.answers.reversed()))]
  }

  /// Every correlation with its n and interval, for the runs that the figures show.
  func intervalTable() -> [ReportDocument.Block] {
    let shown: [PEDParameters?] = drawn.map { [nil, $0] } ?? [nil]
    let rows = bases.flatMap { base in
      shown.flatMap { ped in
        datasets.compactMap { dataset in
          run(base, ped, dataset).flatMap { intervalRow($0) }
        }
      }
    }
    let table = TextTable(
      header: ["method", "dataset", "n", ResultValue.weightedTau.brief, "95 % interval"]
        + Self.others.map(\.brief), rows: rows, leftAligned: 2)
    let setting = drawn == nil ? "" : " \(drawnSetting)."
    return [
      .heading("Every correlation"),
      .table(
        caption:
          "Every correlation with its number of models and its 95 % interval over models.\(setting)",
        table),
    ]
  }

  private func intervalRow(_ run: RecordedRun) -> [String]? {
    guard let found = run.correlations else { return nil }
    let interval = IntervalText.text(found.weightedTauLow, found.weightedTauHigh)
    return [
      MethodSetting(run.specification).title, run.specification.dataset, "\(found.accuracies)",
    ]
      + [Printed.fixed(found.weightedTau, decimals: 3), interval]
      + Self.others.map { Printed.fixed(found[$0], decimals: 3) }
  }

  private static let others = ResultValue.shown.filter { $0 != .weightedTau }
}
