import Wording

/// Whether rows of one pair are repetitions, whose mean makes sense, or different things that
/// another column tells apart (methods, learning rates, epochs, splits), whose mean makes none.
struct RowDistinction {
  private let table: CSVTable
  /// Model and dataset.
  private let names: [Int]
  private let others: [Int]
  private let repetitions: [Int]
  /// The rows of each pair that has several.
  private let groups: [[CSVTable.Row]]

  /// Whether a column numbers repetitions.
  var hasRepetitions: Bool { !repetitions.isEmpty }

  /// - Parameter stated: columns of which the user says that they tell repetitions apart.
  init(_ table: CSVTable, columns: TidyColumns, rows: [AccuracyRow], stated: [String]) throws {
    self.table = table
    names = [columns.model, columns.dataset]
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
  ///   no result of them and no number of the row; and for a repetition that a pair has twice.
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
    try refuseRepeated()
  }

  /// The second accuracy of a seed may be the one that counts, but no mean takes both.
  private func refuseRepeated() throws {
    guard !repetitions.isEmpty else { return }
    for rows in groups {
      var seen: [[String]: CSVTable.Row] = [:]
      for row in rows {
        let own = texts(row, repetitions)
        guard let first = seen.updateValue(row, forKey: own) else { continue }
        let which = zip(repetitions, own).map { "\(table.header[$0]) \($1)" }.joined(
          separator: ", ")
        throw CSVError(
          "\(table.name), lines \(first.line) and \(row.line): "
            + "\(texts(row, names).joined(separator: " on ")) has \(which) twice; keep the row that counts."
        )
      }
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
