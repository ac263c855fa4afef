/// Which operands of a comparison are text and which are numbers, as far as that is known.
struct OperandTypes {
  /// Columns of seconds since 1970.
  let times: Set<String>
  /// Columns of text, all others being numbers; nil: not known.
  let texts: Set<String>?

  /// Why a comparison could never mean anything; nil if it could.
  func fault(
    _ left: ExpressionOperand, _ comparison: Comparison, _ right: ExpressionOperand
  ) -> String? {
    if let fault = time(left, right) ?? time(right, left) { return fault }
    guard let leftIsText = isText(left), let rightIsText = isText(right) else { return nil }
    guard leftIsText == rightIsText else { return mixture(left, right) ?? mixture(right, left) }
    switch comparison {
    case .contains where !leftIsText:
      return "~ looks for a part of text, and these are numbers; write ="
    case .approximately where leftIsText: return "~= compares numbers, and this is text; write ="
    default: return nil
    }
  }

  private func isText(_ operand: ExpressionOperand) -> Bool? {
    switch operand {
    case .column(let name): texts.map { $0.contains(name) }
    case .literal(.text): true
    case .literal(.number): false
    case .literal(.missing): nil
    }
  }

  /// What is wrong with a column beside something of the other type.
  private func mixture(_ column: ExpressionOperand, _ other: ExpressionOperand) -> String? {
    guard case .column(let name) = column else { return nil }
    switch other {
    case .literal(.number): return "\(name) is text; put what it is compared with in quotes: '7'"
    case .literal(.text(let text)):
      return Double(text) == nil
        ? "\(name) is a number, and '\(text)' is text"
        : "\(name) is a number; write \(text) without quotes"
    case .column(let other): return "\(name) and \(other) are a number and text"
    case .literal(.missing): return nil
    }
  }

  /// A year is no time: seconds since 1970 have nine digits and more since 1973.
  private func time(_ column: ExpressionOperand, _ other: ExpressionOperand) -> String? {
    guard case .column(let name) = column, times.contains(name),
      case .literal(.number(let seconds)) = other, abs(seconds) < Self.fewestSeconds
    else { return nil }
    return "\(name) is a time; write a date, such as 2026-11-01 or 2026-11-01T12:30:00Z"
  }

  private static let fewestSeconds = 1e8
}
