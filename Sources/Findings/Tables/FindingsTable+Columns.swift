extension FindingsTable {
  /// The same table with some columns first, in the order of `names`: the mean is the answer, and on a
  /// narrow screen what comes first is what is seen.
  package func leading(with names: [String]) -> FindingsTable {
    let first = names.compactMap { columns.firstIndex(of: $0) }
    let order = first + columns.indices.filter { !first.contains($0) }
    var table = self
    table.columns = order.map { columns[$0] }
    for row in rows.indices { table.rows[row].cells = order.map { rows[row].cells[$0] } }
    return table
  }

  /// The columns that are the answer.
  package static let answers = ["mean", "Δ to base"]
}
