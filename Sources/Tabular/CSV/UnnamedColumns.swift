/// Columns of a table whose header says nothing: those of an empty tail, and an index that pandas writes.
struct UnnamedColumns {
  /// The places of the columns to keep; nil for all.
  let kept: [Int]?
  /// What was left out and has values: sentences.
  let remarks: [String]

  /// - Throws: ``CSVError`` for a column that has values and no name, unless it is first and numbers
  ///   the rows.
  init(_ header: [String], _ rows: [CSVTable.Row], name: String) throws {
    var left: Set<Int> = []
    var remarks: [String] = []
    for column in header.indices where Self.mayBeIndex(header[column], first: column == 0) {
      let isUnnamed = Self.isUnnamed(header[column])
      let filled = rows.first { row in row.fields[column].contains { !$0.isWhitespace } }
      if isUnnamed, filled == nil {
        left.insert(column)
      } else if column == 0, Self.numbersRows(rows) {
        left.insert(column)
        let called = header[column].isEmpty ? "has no name" : "is called '\(header[column])'"
        remarks.append(
          "\(name): the first column \(called) and numbers the rows (as pandas writes an index); "
            + "it is ignored.")
      } else if isUnnamed, let filled {
        throw CSVError(
          "\(name): column \(column + 1) has no name, but values ('\(filled.fields[column])' in "
            + "line \(filled.line)). Name it in the header (model, if it names the models), or take "
            + "it out.")
      }
    }
    kept = left.isEmpty ? nil : header.indices.filter { !left.contains($0) }
    self.remarks = remarks
  }

  private static func isUnnamed(_ name: String) -> Bool {
    name.isEmpty || (name.hasPrefix("Unnamed: ") && Int(name.dropFirst(9)) != nil)
  }

  private static func mayBeIndex(_ name: String, first: Bool) -> Bool {
    isUnnamed(name) || (first && ["index", "level_0"].contains(name.lowercased()))
  }

  /// Whether the first column has each number from 0 to n - 1 once, in whatever order.
  private static func numbersRows(_ rows: [CSVTable.Row]) -> Bool {
    let numbers = rows.compactMap { row in Int(row.fields[0].filter { !$0.isWhitespace }) }
    return !rows.isEmpty && numbers.count == rows.count
      && Set(numbers) == Set(0..<rows.count)
  }
}
