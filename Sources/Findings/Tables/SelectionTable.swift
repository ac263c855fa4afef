import Ledger

extension ExperimentStatistics {
  /// The table of the selections: rows are datasets and the mean.
  package func selectionTable(_ base: MethodSetting) -> FindingsTable {
    let selections = selections(base)
    let columns = ["without PED"] + selections.map { "PED, \($0.0.shortLabel)" }
    let entries = [grid.entries(base)] + selections.map { $0.1.entries(grid) }
    var table = choiceTable(
      title: base.metricTitle, slug: base.slug, columns: columns, entries: entries,
      chosen: selections.first { $0.0 == .leaveOneOut }?.1, noun: "setting", text: text)
    if let note = fewerModelsNote(base) { table.notes.append(note) }
    return table
  }

  /// The same of combined metrics and their weights.
  package func selectionTable(_ family: WeightFamily) -> FindingsTable {
    let selections = [SettingChoice.leaveOneOut, .bestSeen].compactMap { choice in
      SettingSelection(grid, family, choice: choice).map { (choice, $0) }
    }
    return choiceTable(
      title: family.equal.metricTitle, slug: family.equal.slug,
      columns: ["equal weights"] + selections.map(\.0.shortLabel),
      entries: [grid.entries(family.equal)] + selections.map { $0.1.entries(grid) },
      chosen: selections.first { $0.0 == .leaveOneOut }?.1, noun: "weights", text: family.text)
  }

  /// - Parameter text: what a chosen setting is called in a row.
  private func choiceTable(
    title: String, slug: String, columns: [String], entries: [[ResultGrid.Entry?]],
    chosen: SettingSelection?, noun: String, text: (MethodSetting) -> String?
  ) -> FindingsTable {
    var rows = grid.datasets.enumerated().map { index, dataset in
      FindingsTable.Row(
        labels: [dataset, chosen?.settings[dataset].flatMap(text) ?? "—"],
        cells: entries.map { FindingsTable.Cell($0[index]) })
    }
    let means = columns.indices.map { column in
      let values = rows.compactMap { $0.cells[column].value }
      return FindingsTable.Cell(
        value: values.count == rows.count ? SampleStatistics.mean(values) : nil)
    }
    rows.append(FindingsTable.Row(labels: ["mean", ""], cells: means, section: 1))
    var table = FindingsTable(
      caption: "\(title): which \(noun), chosen how (\(grid.value.title))",
      label: "tab:\(experiment)-choice-\(slug)",
      labelColumns: ["dataset", "chosen on the others"],
      columns: columns, rows: rows,
      notes: [
        "leave-one-out: the \(noun) with the best mean on the other datasets; best seen: the best "
          + "on this dataset itself, an upper bound that nobody can reach without knowing the "
          + "result.",
        "chosen on the others: what differs from the official defaults.",
      ])
    table.markFewerModels()
    table.addMarkNotes()
    return table
  }

  /// In what a chosen setting differs from the official defaults.
  private func text(_ setting: MethodSetting) -> String? {
    guard let ped = setting.ped else { return nil }
    let changed = PEDParameters.names.filter {
      ped.value(of: $0) != PEDParameters.official.value(of: $0)
    }
    return changed.isEmpty ? "official" : ped.phrase(changed)
  }
}
