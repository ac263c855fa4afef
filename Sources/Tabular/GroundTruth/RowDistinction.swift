/// Whether rows of one pair are repetitions, of which a mean makes sense, or different things that
/// another column tells apart (methods, learning rates, top-1 and top-5), of which none does.
struct RowDistinction {
  private let table: CSVTable
  private let columns: TidyColumns
  /// The lines of each pair that has several.
  private let lines: [[Int]]

  /// Columns that number repetitions.
  private static let repetitions: Set<String> = [
    "seed", "run", "trial", "repeat", "repetition", "replicate", "fold", "split", "index", "id",
    "time", "date", "",
  ]

  init(_ table: CSVTable, columns: TidyColumns, rows: [AccuracyRow]) {
    self.table = table
    self.columns = columns
    var pairs: [[String]: [Int]] = [:]
    for row in rows {
      guard let line = row.line else { continue }
      pairs[[row.model, row.dataset], default: []].append(line)
    }
    lines = pairs.values.filter { $0.count > 1 }
  }

  /// - Throws: ``CSVError`` if a column names what every pair has once: as many different texts
  ///   as a pair has rows.
  func check() throws {
    guard let example = lines.min(by: { $0[0] < $1[0] }) else { return }
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.line, $0) })
    let taken = [columns.model, columns.dataset, columns.accuracy, columns.spread]
    for column in table.header.indices where !taken.contains(column) {
      let name = table.header[column]
      guard !Self.repetitions.contains(name.lowercased()) else { continue }
      func texts(_ lines: [Int]) -> [String] {
        lines.compactMap { rows[$0].map { table.text($0, column) } }
      }
      let all = Set(lines.flatMap(texts))
      guard all.count == lines.map(\.count).max(), all.contains(where: { Double($0) == nil }),
        lines.allSatisfy({ Set(texts($0)).count == $0.count })
      else { continue }
      throw CSVError(
        "\(table.name), lines \(example.map(String.init).joined(separator: " and ")): one model on "
          + "one dataset has several accuracies, which column '\(name)' tells apart ("
          + "\(all.sorted().joined(separator: ", "))); keep the rows of one.")
    }
  }
}
