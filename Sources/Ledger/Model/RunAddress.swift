/// Which run: its row, and what people call it.
package struct RunAddress: Sendable, Hashable {
  package let row: Int64
  package let id: String

  /// Of a name, at least.
  static let digits = 12
}
