extension TextTable {
  /// The table in as many blocks below each other as a width of `width` characters asks for, each with
  /// the labels; as one where it fits, or no width is given.
  package func text(within width: Int?) -> String {
    guard let width, self.width > width else { return text }
    return blocks(width).map { columns in
      TextTable(
        header: columns.map { header[$0] }, rows: rows.map { row in columns.map { row[$0] } },
        leftAligned: leftAligned
      ).text
    }.joined(separator: "\n")
  }

  /// Of a line.
  package var width: Int { max(0, header.indices.reduce(-2) { $0 + columnWidth($1) + 2 }) }

  /// The columns of each block: the labels, and as many others as fit, at least one.
  private func blocks(_ width: Int) -> [[Int]] {
    let labels = Array(0..<min(leftAligned, header.count))
    let start = labels.reduce(0) { $0 + columnWidth($1) + 2 }
    var blocks: [[Int]] = []
    var used = Int.max
    for column in header.indices.dropFirst(labels.count) {
      let own = columnWidth(column) + 2
      if used == Int.max || used + own - 2 > width {
        blocks.append(labels)
        used = start
      }
      blocks[blocks.count - 1].append(column)
      used += own
    }
    return blocks.isEmpty ? [labels] : blocks
  }

  private func columnWidth(_ column: Int) -> Int {
    rows.reduce(header[column].count) { max($0, $1[column].count) }
  }
}
