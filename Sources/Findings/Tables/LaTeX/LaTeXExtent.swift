/// How much room a table takes, with its caption and notes: an estimate, a little large on purpose.
struct LaTeXExtent {
  /// The labels, and then the values.
  let columns: [LaTeXColumn]
  private let lines: Double
  private let textLength: Int

  init(_ table: FindingsTable) {
    columns = Self.columns(table)
    lines = Self.headLines + table.rows.reduce(0) { $0 + Self.lines(of: $1, in: table) }
    textLength = table.notes.reduce(table.caption.count) { $0 + $1.count }
  }

  /// A title, two lines of heads, and the room of the rules.
  static let headLines = 4.0
  /// Of a character of 7 points, and of a line of them.
  private static let small = (width: 3.6, height: 9.0)
  static let lineSpacing = 1.25

  /// In points.
  func width(_ size: LaTeXPlace.Size) -> Double {
    columns.reduce(0) { $0 + $1.width(size) }
  }

  /// In points, where text is so wide.
  func height(_ size: LaTeXPlace.Size, width: Double) -> Double {
    lines * Self.lineSpacing * size.points + textHeight(width: width)
  }

  /// Of the caption and the notes.
  func textHeight(width: Double) -> Double {
    ((Double(textLength) * Self.small.width / width).rounded(.up) + 1) * Self.small.height
  }

  /// An interval stands in a line of its own.
  static func lines(of row: FindingsTable.Row, in table: FindingsTable) -> Double {
    row.cells.contains { table.plainInterval($0) != nil } ? 2 : 1
  }

  private static func columns(_ table: FindingsTable) -> [LaTeXColumn] {
    let labels = table.labelColumns.indices.map { index in
      var column = LaTeXColumn()
      column.add(text: table.labelColumns[index])
      for row in table.rows { column.add(text: table.labels(row)[index]) }
      return column
    }
    let cells = table.columns.indices.map { index in
      var column = LaTeXColumn()
      for line in HeadLines.of(table.columns[index]) { column.add(text: line) }
      for row in table.rows {
        column.add(text: Typeset.minus(table.plainValue(row.cells[index])))
        if let interval = table.plainInterval(row.cells[index]) {
          column.add(interval: Typeset.minus(interval))
        }
      }
      return column
    }
    return labels + cells
  }
}
