extension FindingsTable {
  /// Rows and columns exchanged: a row per column, whose label is its head; the labels of the rows are
  /// the heads. Sections, published and unranked rows are marked by the cells and notes alone.
  func turned() -> FindingsTable {
    let heads = rows.map { labels($0).joined(separator: ", ") }
    var table = FindingsTable(
      caption: caption, label: label, labelColumns: [columnTitle ?? ""], columns: heads,
      rows: columns.enumerated().map { index, column in
        Row(labels: [column], cells: rows.map { $0.cells[index] })
      }, notes: notes)
    table.digits = digits
    table.better = better
    table.showsIntervals = showsIntervals
    return table
  }
}
