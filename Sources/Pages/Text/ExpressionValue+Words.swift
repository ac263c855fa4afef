import Conditions
import Findings

extension ExpressionValue {
  /// For people; empty for what is missing.
  var words: String {
    switch self {
    case .text(let text): text
    case .number(let number): Typeset.short(number)
    case .missing: ""
    }
  }
}
