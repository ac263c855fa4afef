import Wording

/// CSV text, one row per call; numbers in the shortest form that reads back exactly.
package struct CSVWriter: Sendable {
  /// What was written so far.
  package private(set) var text = ""

  package init() {}

  /// Adds a row; fields are quoted where they have to be.
  package mutating func write(_ fields: [String]) {
    text += fields.map(Self.quoted).joined(separator: ",")
    text += "\n"
  }

  /// Empty for nil and NaN.
  package static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return Printed.exact(value)
  }

  /// Text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a
  /// tab or a carriage return, behind an apostrophe, which spreadsheets do not show. ``CSVTable``
  /// takes it away again.
  package static func guarded(_ text: String) -> String {
    looksLikeFormula(text) ? "'" + text : text
  }

  static func looksLikeFormula(_ text: some StringProtocol) -> Bool {
    text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
  }

  /// RFC 4180: in quotes where it has to be.
  package static func quoted(_ field: String) -> String {
    let isSpecial = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard isSpecial else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
