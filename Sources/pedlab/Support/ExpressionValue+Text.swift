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
}
