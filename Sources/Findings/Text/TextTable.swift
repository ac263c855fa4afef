/// A table as aligned text for a terminal: the first `leftAligned` columns flush left, the others
/// flush right.
package struct TextTable: Sendable {
  /// The headings of the columns.
  package var header: [String]
  /// As wide as the header.
  package var rows: [[String]]
  /// How many columns are flush left.
  package var leftAligned: Int

  package init(header: [String], rows: [[String]], leftAligned: Int = 1) {
    self.header = header
    self.rows = rows
    self.leftAligned = leftAligned
  }

  /// The table for a terminal.
  package var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return column < leftAligned ? cells[column] + space : space + cells[column]
      }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return line(header) + line(rule) + rows.map(line).joined()
  }
}
