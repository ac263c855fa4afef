/// The fields of one line, divided by commas alone: what an option takes.
package enum CSVLine {
  /// Without the blanks around them. A field that begins with a double quote ends with its next, and a
  /// quote inside of it is written twice (RFC 4180).
  ///
  /// - Returns: nil if a quote is never closed, or text follows one that is.
  package static func fields(_ line: String) -> [String]? {
    var fields: [String] = []
    var rest = line[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard let (field, next) = rest.first == "\"" ? quoted(rest.dropFirst()) : plain(rest) else {
        return nil
      }
      fields.append(field)
      guard let next else { return fields }
      rest = next
    }
  }

  /// - Returns: the field, and what comes after its comma; nil there: nothing does.
  private static func plain(_ text: Substring) -> (String, Substring?)? {
    let field = text.prefix { $0 != "," }
    let end = field.lastIndex { !$0.isWhitespace }.map { field[...$0] } ?? ""
    let next = text.dropFirst(field.count)
    return (String(end), next.isEmpty ? nil : next.dropFirst())
  }

  /// - Parameter text: what follows the opening quote.
  private static func quoted(_ text: Substring) -> (String, Substring?)? {
    var field = ""
    var rest = text
    while let end = rest.firstIndex(of: "\"") {
      field += rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard rest.first == "\"" else {
        let next = rest.drop { $0.isWhitespace }
        guard !next.isEmpty else { return (field, nil) }
        return next.first == "," ? (field, next.dropFirst()) : nil
      }
      field += "\""
      rest = rest.dropFirst()
    }
    return nil
  }
}
