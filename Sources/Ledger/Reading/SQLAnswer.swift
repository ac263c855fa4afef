import Conditions

/// What a statement reads.
package struct SQLAnswer: Sendable, Equatable {
  /// As the statement names them.
  package let columns: [String]
  /// As wide as ``columns``; bytes are hexadecimal text.
  package let rows: [[ExpressionValue]]
}
