import Foundation

extension FindingsTable {
  /// A fragment of HTML: the caption, the table in a box that scrolls on a narrow screen, the notes.
  package var html: String {
    let lines = rows.enumerated().map { index, row in
      let isRuled = index > 0 && row.section != rows[index - 1].section
      let heads = labels(row).map { HTMLTable.head($0, scope: "row") }
      return "<tr\(isRuled ? " class=\"rule\"" : "")>"
        + (heads + row.cells.map(htmlCell)).joined() + "</tr>\n"
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
      let heads = row.prefix(leftAligned).map { HTMLTable.head($0, scope: "row") }
      let cells = row.dropFirst(leftAligned).map {
        "<td>\(SVGCanvas.escaped(Printed.minus($0)))</td>"
      }
      return "<tr>" + (heads + cells).joined() + "</tr>\n"
    }
    return HTMLTable.boxed(
      caption: caption, labels: Array(header.prefix(leftAligned)),
      columns: Array(header.dropFirst(leftAligned)), rows: lines)
  }
}

/// The parts that tables share in HTML.
enum HTMLTable {
  static func head(_ text: String, scope: String, isLabel: Bool = true) -> String {
    "<th scope=\"\(scope)\"\(isLabel ? " class=\"label\"" : "")>\(SVGCanvas.escaped(text))</th>"
  }

  static func boxed(
    caption: String, labels: [String], columns: [String], rows: [String]
  ) -> String {
    let heads =
      (labels.map { head($0, scope: "col") }
      + columns.map { head($0, scope: "col", isLabel: false) })
      // Long names of datasets may break after an underscore.
      .map { $0.replacingOccurrences(of: "_", with: "_<wbr>") }
    return "<p class=\"caption\">\(inline([caption]))</p>\n"
      + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      + "aria-label=\"\(SVGCanvas.escaped(caption))\"><table>"
      + "<thead><tr>\(heads.joined())</tr></thead>\n<tbody>\n"
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
