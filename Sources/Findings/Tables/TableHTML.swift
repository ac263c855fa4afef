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
    let text = SVGCanvas.escaped(Printed.minus(plain(cell)))
    switch cell.mark {
    case .none: return "<td>\(text)</td>"
    case .best: return "<td><strong>\(text)</strong></td>"
    case .second: return "<td><u>\(text)</u></td>"
    }
  }
}

extension TextTable {
  /// A fragment of HTML, as ``FindingsTable/html``.
  func html(caption: String) -> String {
    let lines = rows.map { row in
      let cells = row.dropFirst(leftAligned).map {
        "<td>\(SVGCanvas.escaped(Printed.minus($0)))</td>"
      }
      return "<tr>" + (row.prefix(leftAligned).map(HTMLTable.rowHead) + cells).joined() + "</tr>\n"
    }
    return HTMLTable.boxed(
      caption: caption, labels: Array(header.prefix(leftAligned)),
      columns: Array(header.dropFirst(leftAligned)), rows: lines)
  }
}

/// The parts that tables share in HTML.
enum HTMLTable {
  static func rowHead(_ text: String) -> String {
    "<th scope=\"row\" class=\"label\">\(SVGCanvas.escaped(text))</th>"
  }

  static func boxed(
    caption: String, labels: [String], columns: [String], rows: [String]
  ) -> String {
    let left = labels.map { "<th scope=\"col\" class=\"label\">\(SVGCanvas.escaped($0))</th>" }
    let right = columns.map { column in
      let lines = HeadLines.of(column).map(SVGCanvas.escaped)
      return "<th scope=\"col\">\(lines.joined(separator: "<br>"))</th>"
    }
    return "<p class=\"caption\">\(inline([caption]))</p>\n"
      + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      + "aria-label=\"\(SVGCanvas.escaped(caption))\"><table>"
      + "<thead><tr>\((left + right).joined())</tr></thead>\n<tbody>\n"
      + rows.joined() + "</tbody></table></div>"
  }

  /// Escapes, and turns `code` in backquotes into elements.
  static func inline(_ sentences: [String]) -> String {
    let text = SVGCanvas.escaped(sentences.joined(separator: " "))
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1 ? "<code>\(part)</code>" : String(part)
    }.joined()
  }
}
