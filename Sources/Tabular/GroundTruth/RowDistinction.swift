import Wording

/// Whether rows of one pair are repetitions, of which a mean makes sense, or different things that
/// another column tells apart (methods, learning rates, epochs, splits), of which none does.
struct RowDistinction {
  private let table: CSVTable
  private let others: [Int]
  private let repetitions: [Int]
  /// The rows of each pair that has several.
  private let groups: [[CSVTable.Row]]

  /// - Parameter stated: columns of which the user says that they tell repetitions apart.
  init(_ table: CSVTable, columns: TidyColumns, rows: [AccuracyRow], stated: [String]) throws {
    self.table = table
    let taken = [columns.model, columns.dataset, columns.accuracy, columns.spread]
    let free = table.header.indices.filter { !taken.contains($0) }
    let named = try stated.map { try table.requiredIndex(of: $0) }
    repetitions = free.filter {
      named.contains($0) || ColumnKind(table.header[$0]) == .repetition
    }
    others = free.filter { !named.contains($0) && ColumnKind(table.header[$0]) != .repetition }
    let byLine = Dictionary(table.rows.map { ($0.line, $0) }, uniquingKeysWith: { row, _ in row })
    var pairs: [[String]: [CSVTable.Row]] = [:]
    for row in rows {
      guard let found = row.line.flatMap({ byLine[$0] }) else { continue }
      pairs[[row.model, row.dataset], default: []].append(found)
    }
    groups = pairs.values.filter { $0.count > 1 }.sorted { $0[0].line < $1[0].line }
  }

  /// - Throws: ``CSVError`` for the first column that tells rows of a pair apart and is no repetition,
  ///   no result of them and no number of the row.
  func check() throws {
    guard !groups.isEmpty else { return }
    let areExplained = groups.allSatisfy { rows in
      !repetitions.isEmpty && Set(rows.map { texts($0, repetitions) }).count == rows.count
    }
    for column in others {
      guard let example = groups.first(where: { Set($0.map { text($0, column) }).count > 1 }),
        isSetting(column, areExplained: areExplained)
      else { continue }
      let lines = example.map { String($0.line) }
      let found = Array(Set(groups.joined().map { text($0, column) })).sorted()
      throw CSVError(
        "\(table.name), lines \(listed(lines)): one model on one dataset has several accuracies, "
          + "which column '\(table.header[column])' tells apart (\(listed(found))); keep the rows of "
          + "one. If they are repetitions, say so: repetitions: [\(table.header[column])].")
    }
  }

  private func isSetting(_ column: Int, areExplained: Bool) -> Bool {
    switch ColumnKind(table.header[column]) {
    case .setting: return true
    case .repetition: return false
    case .identity:
      return Set(table.rows.map { text($0, column) }).count < table.rows.count
    case .unknown:
      // Beside a seed, what differs may be a result, such as a loss or a time; a method is a text that
      // every pair has once.
      guard areExplained else { return true }
      let all = Set(groups.joined().map { text($0, column) })
      return all.contains { Double($0) == nil } && all.count == groups.map(\.count).max()
        && groups.allSatisfy { rows in Set(rows.map { text($0, column) }).count == rows.count }
    }
  }

  private func text(_ row: CSVTable.Row, _ column: Int) -> String { table.text(row, column) }

  private func texts(_ row: CSVTable.Row, _ columns: [Int]) -> [String] {
    columns.map { text(row, $0) }
  }
}
