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
