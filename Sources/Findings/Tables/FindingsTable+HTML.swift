extension FindingsTable {
  /// A fragment of HTML: the caption, the table in a box that scrolls on a narrow screen, the notes.
  package var html: String {
    let lines = rows.enumerated().map { index, row in
      let isRuled = index > 0 && row.section != rows[index - 1].section
      let cells = labels(row).map(HTMLTable.rowHead) + row.cells.map(htmlCell)
      return "<tr\(isRuled ? " class=\"rule\"" : "")>\(cells.joined())</tr>\n"
    }
    let hasMarks = rows.contains { $0.cells.contains { $0.mark != .none } }
    let sentences = (hasMarks ? ["Best in bold, second underlined."] : []) + notes
    let below = sentences.isEmpty ? "" : "\n<p class=\"note\">\(HTMLTable.inline(sentences))</p>"
    return HTMLTable.boxed(
      caption: caption, labels: labelColumns, columns: columns, rows: lines) + below
  }

  private func htmlCell(_ cell: Cell) -> String {
    let text = XMLText.escaped(Typeset.minus(plain(cell)))
    switch cell.mark {
    case .none: return "<td>\(text)</td>"
    case .best: return "<td><strong>\(text)</strong></td>"
    case .second: return "<td><u>\(text)</u></td>"
    }
  }
}
