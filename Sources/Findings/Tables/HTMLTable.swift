/// The parts that tables share in HTML.
package enum HTMLTable {
  static func rowHead(_ text: String) -> String {
    "<th scope=\"row\" class=\"label\">\(XMLText.escaped(text))</th>"
  }

  static func boxed(
    caption: String, labels: [String], columns: [String], rows: [String]
  ) -> String {
    let left = labels.map { "<th scope=\"col\" class=\"label\">\(XMLText.escaped($0))</th>" }
    let right = columns.map { column in
      let lines = HeadLines.of(column).map(XMLText.escaped)
      return "<th scope=\"col\">\(lines.joined(separator: "<br>"))</th>"
    }
    return "<p class=\"caption\">\(inline([caption]))</p>\n"
      + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      + "aria-label=\"\(XMLText.escaped(caption))\"><table>"
      + "<thead><tr>\((left + right).joined())</tr></thead>\n<tbody>\n"
      + rows.joined() + "</tbody></table></div>"
  }

  /// Escapes, and turns `code` in backquotes into elements.
  package static func inline(_ sentences: [String]) -> String {
    let text = XMLText.escaped(sentences.joined(separator: " "))
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1 ? "<code>\(part)</code>" : String(part)
    }.joined()
  }
}
