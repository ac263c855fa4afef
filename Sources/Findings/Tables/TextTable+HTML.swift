extension TextTable {
  /// A fragment of HTML, as ``FindingsTable/html``.
  func html(caption: String) -> String {
    let lines = rows.map { row in
      let cells = row.dropFirst(leftAligned).map {
        "<td>\(XMLText.escaped(Typeset.minus($0)))</td>"
      }
      return "<tr>" + (row.prefix(leftAligned).map(HTMLTable.rowHead) + cells).joined() + "</tr>\n"
    }
    return HTMLTable.boxed(
      caption: caption, labels: Array(header.prefix(leftAligned)),
      columns: Array(header.dropFirst(leftAligned)), rows: lines)
  }
}
