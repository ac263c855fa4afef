import ArgumentParser
import Conditions
import Findings
import Ledger
import Wording

extension ExpressionValue {
  /// Short, for people: four significant digits.
  var short: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    case .number(let value):
      value == value.rounded() ? Printed.exact(value) : Printed.significant(value)
    }
  }

  var isText: Bool { if case .text = self { true } else { false } }

  /// null for what is missing.
  var json: JSONValue {
    switch self {
    case .text(let text): .text(text)
    case .missing: .null
    case .number(let value): .optional(value)
    }
  }
}

/// A number, a text, or null.
extension ExpressionValue: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .missing: try container.encodeNil()
    case .number(let value): try container.encode(value)
    }
  }
}
