/// The parts that tables share in HTML.
package enum HTMLTable {
  /// Narrow pages break names after a "_" rather than before their last letter.
  static func rowHead(_ text: String) -> String {
    let parts = XMLText.escaped(text).split(separator: "_", omittingEmptySubsequences: false)
    return "<th scope=\"row\" class=\"label\">\(parts.joined(separator: "_<wbr>"))</th>"
  }

  /// - Parameter hasLead: the first column stays in sight.
  static func boxed(
    caption: String, labels: [String], columns: [String], rows: [String], hasLead: Bool = false
  ) -> String {
    let left = labels.map { "<th scope=\"col\" class=\"label\">\(XMLText.escaped($0))</th>" }
    let right = columns.enumerated().map { index, column in
      let lines = HeadLines.of(column).map(XMLText.escaped)
      let name = hasLead && index == 0 ? " class=\"lead\"" : ""
      return "<th scope=\"col\"\(name)>\(lines.joined(separator: "<br>"))</th>"
    }
    return "<p class=\"caption\">\(inline([caption]))</p>\n"
      + "<div class=\"scroll\" role=\"region\" "
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
