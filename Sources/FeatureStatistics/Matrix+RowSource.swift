import LinearAlgebra

/// A matrix in memory: one block, or a copy of a part of it.
extension Matrix: RowSource {
  /// One block: the matrix itself, or a copy of the part.
  package func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    guard range.count < rows else { return try body(0, self) }
    let part = elements[(range.lowerBound * columns)..<(range.upperBound * columns)]
    try body(
      range.lowerBound, Matrix(rows: range.count, columns: columns, elements: Array(part)))
  }
}
