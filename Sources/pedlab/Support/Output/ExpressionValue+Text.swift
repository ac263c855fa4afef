import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

extension ExpressionValue {
  /// Short for people: four decimals at most.
  var short: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15
        ? String(Int(value)) : String(format: "%.4g", value)
    }
  }

  /// Exact for scripts.
  var exact: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }
  }

  var isText: Bool { if case .text = self { true } else { false } }

  /// null for what is missing.
  var json: JSONValue {
    switch self {
    case .text(let text): .text(text)
    case .missing: .null
    case .number(let value):
      Int(exactly: value).map { .integer($0) } ?? .optional(value)
    }
  }
}
