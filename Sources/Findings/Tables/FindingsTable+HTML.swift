extension FindingsTable {
  /// A fragment of HTML: the caption, the table in a box that scrolls on a narrow screen, the notes.
  package var html: String { spoken.fragment }

  private var fragment: String {
    let lines = rows.enumerated().map { index, row in
      let isRuled = index > 0 && row.section != rows[index - 1].section
      let own = zip(columns.indices, row.cells).map { htmlCell($1, isLead: isLead($0)) }
      let cells = labels(row).map(HTMLTable.rowHead) + own
      return "<tr\(isRuled ? " class=\"rule\"" : "")>\(cells.joined())</tr>\n"
    }
    let hasMarks = rows.contains { $0.cells.contains { $0.mark != .none } }
    let sentences = (hasMarks ? ["Best in bold, second underlined."] : []) + notes
    let below = sentences.isEmpty ? "" : "\n<p class=\"note\">\(HTMLTable.inline(sentences))</p>"
    return HTMLTable.boxed(
      caption: caption, labels: labelColumns, columns: columns, rows: lines,
      hasLead: !columns.isEmpty && isLead(0)) + below
  }

  /// The answer stays in sight beside the labels, where it is the first column.
  private func isLead(_ column: Int) -> Bool {
    column == 0 && labelColumns.count == 1 && Self.answers.contains(columns[0])
  }

  private func htmlCell(_ cell: Cell, isLead: Bool) -> String {
    let value = XMLText.escaped(Typeset.minus(plainValue(cell)))
    let marked =
      switch cell.mark {
      case .none: value
      case .best: "<strong>\(value)</strong>"
      case .second: "<u>\(value)</u>"
      }
    let interval = plainInterval(cell).map {
      " <span class=\"interval\">\(XMLText.escaped(Typeset.minus($0)))</span>"
    }
    return "<td\(isLead ? " class=\"lead\"" : "")>\(marked)\(interval ?? "")</td>"
  }
}
