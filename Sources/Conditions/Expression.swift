/// A condition over named columns: `step_size <= 0.1 and (metric = 'logme' or dataset in ('a', 'b'))`.
///
/// Safe: it only compares. Grammar, loosest first: `or`, `and`, `not`, then comparisons
/// `= == != < <= > >=`, `~=` (equal to the four digits that tables show), `~` (contains), `in (...)`,
/// `is empty`, `is not empty`, and parentheses. Operands are column names, numbers, true, false, dates
/// (``Moment``; for columns of times), and quoted text; a bare word that is no column is an error. A
/// comparison with a missing value is false.
package struct Expression: Sendable, Equatable {
  /// The condition as it was written.
  package let text: String
  /// What it says, as a tree.
  package let root: ExpressionNode

  /// - Parameters:
  ///   - times: those of `columns` that are seconds since 1970, which dates compare with.
  ///   - texts: those that are text, all others being numbers; nil where that is not known. A comparison
  ///     of text with a number could never hold, and is an error.
  /// - Throws: ``ExpressionError`` that points at the place.
  package init(
    _ text: String, columns: [String], times: Set<String> = [], texts: Set<String>? = nil
  ) throws(ExpressionError) {
    var parser = ExpressionParser(text: text, columns: columns, times: times, texts: texts)
    self.text = text
    root = try parser.parse()
  }

  /// The columns that it names.
  package var columns: Set<String> { root.columns }

  /// Whether the condition holds for a row whose columns `value` gives.
  package func holds(_ value: (String) -> ExpressionValue) -> Bool {
    root.holds(value)
  }
}

/// A value of a column, or one that an expression names.
package enum ExpressionValue: Sendable, Hashable {
  case number(Double)
  case text(String)
  case missing
}

/// How two values are compared. Text is compared letter by letter, numbers by value.
package enum Comparison: String, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains = "~"
  case approximately = "~="

  /// Of the larger of two numbers, what they may differ by to be approximately equal: half a unit of the
  /// fourth digit, to which numbers are shown.
  package static let tolerance = 5e-4

  /// The comparison of the same two with their places changed.
  var turned: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual, .contains, .approximately: self
    }
  }
}

/// A part of an expression that holds or does not.
package indirect enum ExpressionNode: Sendable, Equatable {
  case or(ExpressionNode, ExpressionNode)
  case and(ExpressionNode, ExpressionNode)
  case not(ExpressionNode)
  case compare(ExpressionOperand, Comparison, ExpressionOperand)
  case isMember(ExpressionOperand, [ExpressionValue])
  case isMissing(ExpressionOperand)
}

/// What is compared: a column of the row, or a value.
package enum ExpressionOperand: Sendable, Equatable {
  case column(String)
  case literal(ExpressionValue)

  fileprivate var columns: Set<String> {
    if case .column(let name) = self { [name] } else { [] }
  }

  func value(_ lookup: (String) -> ExpressionValue) -> ExpressionValue {
    switch self {
    case .column(let name): lookup(name)
    case .literal(let value): value
    }
  }
}

extension ExpressionNode {
  fileprivate var columns: Set<String> {
    switch self {
    case .or(let left, let right), .and(let left, let right): left.columns.union(right.columns)
    case .not(let inner): inner.columns
    case .compare(let left, _, let right): left.columns.union(right.columns)
    case .isMember(let operand, _), .isMissing(let operand): operand.columns
    }
  }

  func holds(_ lookup: (String) -> ExpressionValue) -> Bool {
    switch self {
    case .or(let left, let right): left.holds(lookup) || right.holds(lookup)
    case .and(let left, let right): left.holds(lookup) && right.holds(lookup)
    case .not(let inner): !inner.holds(lookup)
    case .compare(let left, let comparison, let right):
      comparison.holds(left.value(lookup), right.value(lookup))
    case .isMember(let operand, let values):
      values.contains { Comparison.equal.holds(operand.value(lookup), $0) }
    case .isMissing(let operand): operand.value(lookup) == .missing
    }
  }
}

extension Comparison {
  func holds(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      self == .approximately
        ? abs(left - right) <= Self.tolerance * max(abs(left), abs(right)) : holds(left, right)
    case (.text(let left), .text(let right)): holds(left, right) || contains(left, right)
    default: false
    }
  }

  private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .contains, .approximately: false
    }
  }

  private func contains(_ left: String, _ right: String) -> Bool {
    guard self == .contains else { return false }
    let (text, part) = (Array(left.utf8), Array(right.utf8))
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
