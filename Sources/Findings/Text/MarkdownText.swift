/// Text as Markdown shows it, whatever it holds.
enum MarkdownText {
  /// Without what Markdown would take for a mark; an underscore between letters is none.
  static func escaped(_ text: String) -> String {
    var result = ""
    for (index, character) in zip(text.indices, text) {
      let next = text.index(after: index)
      let isWithinWord =
        (result.last.map { $0.isLetter || $0.isNumber } ?? false)
        && next < text.endIndex && (text[next].isLetter || text[next].isNumber)
      // A bracket matters only where it could end the text of a link.
      let endsLink = character == "]" && next < text.endIndex && "[(".contains(text[next])
      if "|*<>`~\\".contains(character) || character == "_" && !isWithinWord || endsLink {
        result.append("\\")
      }
      result.append(character)
    }
    return result
  }
}
