import Conditions
import Wording

extension ExpressionValue {
  /// Exact, for scripts and for what is pasted back; empty for what is missing.
  package var exact: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    case .number(let value): Printed.exact(value)
    }
  }
}
