/// Text in lines of a width, broken between words.
package enum WrappedText {
  /// - Parameters:
  ///   - indent: before every line, and part of its width.
  ///   - width: in characters; nil: one line. A word that is longer stands alone.
  package static func lines(_ text: String, indent: String = "", width: Int?) -> [String] {
    guard let width else { return [indent + text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if indent.count + line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(indent + line)
        line = String(word)
      }
    }
    return lines + [indent + line]
  }
}
