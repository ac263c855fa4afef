import Tabular

/// A table of this folder that comes with the binary, by the names of its columns.
struct PublishedTable {
  struct Row {
    fileprivate let cells: [String: String]

    /// Empty if there is no such column.
    subscript(_ column: String) -> String { cells[column] ?? "" }
  }

  let rows: [Row]

  /// - Precondition: the bytes are a CSV; a test reads each.
  init(_ bytes: [UInt8], _ name: String) {
    do {
      let table = try CSVTable(text: String(decoding: bytes, as: UTF8.self), name: name)
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
