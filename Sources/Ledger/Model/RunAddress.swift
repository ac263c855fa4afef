/// Which run: its row, and what people call it.
package struct RunAddress: Sendable, Hashable {
  /// The row in the table `runs`.
  package let row: Int64
  package let id: String

  /// Of a name, at least.
  static let digits = 12
}
