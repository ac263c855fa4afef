/// Rows of a matrix that is read block by block, so that memory does not grow with its rows.
package protocol RowSource: Sendable {
  var rows: Int { get }
  var columns: Int { get }

  /// Calls `body` with the index of a block's first row and the block, in ascending order.
  ///
  /// Each call of `forEachBlock` reads everything anew; block boundaries are the same each time.
  func forEachBlock(_ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws
}

extension Matrix: RowSource {
  package func forEachBlock(_ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws {
    try body(0, self)
  }
}
