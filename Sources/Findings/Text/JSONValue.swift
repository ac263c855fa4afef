import Wording

/// A JSON value whose objects keep their order, so that the same data give the same bytes.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case integer(Int)
  case text(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  package static func == (left: JSONValue, right: JSONValue) -> Bool { left.text == right.text }

  /// null for nil, NaN and infinities, which JSON has not.
  package static func optional(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  /// null for nil.
  package static func optional(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }

  /// Indented by two spaces; numbers in the shortest form that reads back exactly.
  package var text: String { text(indent: "", colon: ": ") }

  /// As ``text``, with the colons between blanks that Foundation's encoder writes: scripts search the
  /// output of commands for it.
  package var spacedText: String { text(indent: "", colon: " : ") }

  /// On one line, for a value a line.
  package var line: String {
    switch self {
    case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONText.quoted($0)): \($1.line)" }.joined(separator: ", ") + "}"
    case .null, .flag, .number, .integer, .text: text
    }
  }

  private func text(indent: String, colon: String) -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .flag(let value): return value ? "true" : "false"
    case .number(let value): return value.isFinite ? Printed.exact(value) : "null"
    case .integer(let value): return "\(value)"
    case .text(let value): return JSONText.quoted(value)
    case .array(let values):
      if values.isEmpty { return "[]" }
      let lines = values.map { inner + $0.text(indent: inner, colon: colon) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map {
        "\(inner)\(JSONText.quoted($0))\(colon)\($1.text(indent: inner, colon: colon))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
