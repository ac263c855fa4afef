import Tabular

/// A table that comes with the binary, by the names of its columns.
package struct PublishedTable: Sendable {
  /// A line of it.
  package struct Row: Sendable {
    fileprivate let cells: [String: String]

    /// Empty if there is no such column.
    package subscript(_ column: String) -> String { cells[column] ?? "" }
  }

  /// In the order of the file.
  package let rows: [Row]

  /// - Precondition: the text is a CSV; a test reads each.
  package init(_ text: String, _ name: String) {
    do {
      let table = try CSVTable(text: text, name: name)
      rows = table.rows.map { row in
        Row(
          cells: Dictionary(
            uniqueKeysWithValues: zip(table.header, row.fields.map { String($0) })))
      }
    } catch {
      preconditionFailure("\(name), which comes with the program: \(error)")
    }
  }
}
