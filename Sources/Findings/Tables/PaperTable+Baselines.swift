import Ledger
import Transferability

extension PaperTable {
  private static let staticTitle = "static ranker"
  private static let chanceTitle = "chance (1 in 20)"

  /// The rows of the static ranker and of chance, under all others, and the marks of what chance
  /// reaches.
  func addBaselines(_ bar: TableBar, to table: inout FindingsTable) {
    let section = grid.bases.count + 1
    let sources = columns.map { column in
      bar.others.first { $0.grid.value == column.grid.value }?.baselines ?? bar.baselines
    }
    let ranker = zip(columns, sources).map { column, source in
      FindingsTable.Cell(value: source.staticMean(over: column.datasets))
    }
    let chance = zip(columns, sources).map { column, source in
      source.chance(over: column.datasets)
    }
    for row in table.rows.indices {
      for (place, level) in chance.enumerated() {
        let cell = table.rows[row].cells[place]
        guard let level, let value = cell.value, !cell.isDifference else { continue }
        let sign = columns[place].grid.value.sign
        table.rows[row].cells[place].isWithinChance = sign * value <= sign * level
      }
    }
    table.rows.append(
      FindingsTable.Row(
        labels: [Self.staticTitle], cells: ranker, isUnranked: true, section: section))
    table.rows.append(
      FindingsTable.Row(
        labels: [Self.chanceTitle], cells: chance.map { FindingsTable.Cell(value: $0) },
        isUnranked: true, section: section))
    table.notes.append(
      "\(Self.staticTitle): the models in the order of their mean rank on the other datasets, which "
        + "never looks at the dataset; \(Self.chanceTitle): what one random order in twenty reaches. "
        + "Neither is a metric, so neither is marked as best or second."
    )
    if !bar.others.isEmpty {
      table.notes.append(
        "regret@1: the accuracy that is lost by taking the model with the highest score, in the unit "
          + "of the accuracies (lower is better); recall@3 and nDCG@3: of the three highest scores; "
          + "means over the datasets.")
    }
  }

  /// Marks the values of single datasets that its models do not tell apart from the best.
  func markLikeBest(
    _ table: inout FindingsTable, on bar: TableBar, _ settings: [Int: [MethodSetting?]]
  ) {
    for (place, column) in columns.enumerated() where !column.isMean {
      let dataset = column.datasets[0]
      let ranked = table.rows.indices.filter { index in
        let row = table.rows[index]
        return !row.isUnranked && row.cells[place].value != nil && !row.cells[place].hasFewerModels
      }
      guard let best = ranked.first(where: { table.rows[$0].cells[place].mark == .best }),
        let setting = settings[best]?[dataset]
      else { continue }
      for index in ranked where table.rows[index].cells[place].mark != .best {
        guard let own = settings[index]?[dataset] else { continue }
        table.rows[index].cells[place].isLikeBest =
          bar.isLike(setting, own, on: grid.datasets[dataset]) ?? false
      }
    }
  }

  /// Marks the means that are not told apart from the best one: the interval over datasets of the
  /// difference holds 0, or there is none.
  func markLikeBest(_ table: inout FindingsTable) {
    let columns = columns
    guard let main = columns.firstIndex(where: \.isMain) else { return }
    let datasets = columns.indices.filter { !columns[$0].isMean }
    func values(_ row: FindingsTable.Row) -> [Double?] { datasets.map { row.cells[$0].value } }
    guard !datasets.isEmpty,
      let best = table.rows.first(where: { $0.cells[main].mark == .best })
    else { return }
    for row in table.rows.indices {
      let own = table.rows[row]
      guard !own.isUnranked, !own.isPublished, own.cells[main].value != nil,
        own.cells[main].mark != .best, !own.cells[main].hasFewerModels,
        let comparison = PairedComparison(values(best), values(own))
      else { continue }
      table.rows[row].cells[main].isLikeBest = comparison.interval?.contains(0) ?? true
    }
  }
}
