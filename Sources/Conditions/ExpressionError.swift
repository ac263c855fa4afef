/// A mistake in an expression, with a caret under the place.
package struct ExpressionError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The whole expression.
  package let text: String
  /// Offset of the place, in characters.
  package let offset: Int
  /// What is wrong there, and what is allowed.
  package let message: String

  package var description: String {
    "\(message)\n  \(text)\n  \(String(repeating: " ", count: offset))^"
  }
}
