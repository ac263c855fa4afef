import Ledger

/// The results of an experiment in the shape of a ``TablePreset``.
package struct PresetTable {
  private let preset: TablePreset
  private let experiment: String
  private let options: PaperTable.Options
  /// One for each statistic of the preset.
  private let grids: [ResultGrid]

  /// - Parameter options: choices, groups, intervals and the like; what the preset says goes before.
  package static func table(
    _ preset: TablePreset, _ cells: ResultCells, experiment: String, options: PaperTable.Options
  ) -> FindingsTable {
    var own = options
    own.showsDifferences = preset.showsDifferences
    let table = PresetTable(
      preset: preset, experiment: experiment, options: own,
      grids: preset.statistics.map { ResultGrid(cells, value: $0) })
    var made = table.made().times(preset.factor)
    made.dropMarkNotes()
    made.label = "tab:\(experiment)-\(preset.name)"
    return made
  }

  private func made() -> FindingsTable {
    let tables = grids.map { PaperTable.table($0, experiment: experiment, options: options) }
    switch preset.layout {
    case .methods: return preset.showsMean ? tables[0] : Self.withoutMean(tables[0])
    case .datasets: return Self.byDataset(tables[0])
    case .statistics: return byStatistic(tables)
    case .means: return means(tables)
    }
  }

  private static func withoutMean(_ table: FindingsTable) -> FindingsTable {
    guard let mean = table.columns.firstIndex(of: "mean") else { return table }
    var table = table
    table.columns.remove(at: mean)
    table.lowerColumns = Set(
      table.lowerColumns.compactMap { $0 == mean ? nil : $0 - ($0 > mean ? 1 : 0) })
    for row in table.rows.indices { table.rows[row].cells.remove(at: mean) }
    return table
  }

  private static func byDataset(_ table: FindingsTable) -> FindingsTable {
    var turned = table.turned()
    turned.labelColumns = ["dataset"]
    return turned
  }

  /// The rows of a dataset together, one for each statistic.
  private func byStatistic(_ tables: [FindingsTable]) -> FindingsTable {
    let turned = tables.map(Self.byDataset)
    var table = turned[turned.count - 1]
    table.labelColumns = ["dataset", "statistic"]
    table.caption = caption
    table.rows = table.rows.indices.flatMap { place in
      zip(turned, preset.statistics).map { one, statistic in
        var row = one.rows[place]
        row.labels.append(statistic.brief)
        row.section = place
        return row
      }
    }
    table.notes = Self.joined(turned)
    return table
  }

  /// A column for the mean of each statistic.
  private func means(_ tables: [FindingsTable]) -> FindingsTable {
    var table = tables[0]
    table.caption = caption
    table.columns = preset.statistics.map(\.brief)
    for row in table.rows.indices {
      table.rows[row].cells = tables.map { one in
        one.rows[row].cells[one.columns.firstIndex(of: "mean") ?? 0]
      }
    }
    table.notes = Self.joined(tables) + ["Means over \(grids[0].datasets.count) datasets."]
    return table
  }

  private var caption: String {
    let others = preset.statistics.dropFirst().map(\.title)
    let titles = ([preset.statistics[0].sentenceTitle] + others).joined(separator: ", ")
    return "\(titles) of scores with fine-tuned accuracy: \(experiment)"
  }

  /// Each sentence once.
  private static func joined(_ tables: [FindingsTable]) -> [String] {
    var seen: Set<String> = []
    return tables.flatMap(\.notes).filter { seen.insert($0).inserted }
  }
}

extension FindingsTable {
  /// The same with every value multiplied; the caption says so.
  fileprivate func times(_ factor: Double) -> FindingsTable {
    guard factor != 1 else { return self }
    var table = self
    table.caption += ", times \(Int(factor))"
    for row in rows.indices {
      for column in columns.indices {
        var cell = rows[row].cells[column]
        cell.value = cell.value.map { factor * $0 }
        cell.sd = cell.sd.map { factor * $0 }
        cell.low = cell.low.map { factor * $0 }
        cell.high = cell.high.map { factor * $0 }
        table.rows[row].cells[column] = cell
      }
    }
    return table
  }
}
