/// A mistake in an expression, with a caret under the place.
package struct ExpressionError: Error, CustomStringConvertible, Sendable, Equatable {
  package let text: String
  /// Offset of the place, in characters.
  package let offset: Int
  package let message: String

  package var description: String {
    "\(message)\n  \(text)\n  \(String(repeating: " ", count: offset))^"
  }
}
