import LinearAlgebra
import Parallel

/// Rows of a matrix that is read block by block, so that memory does not grow with its rows.
package protocol RowSource: Sendable {
  /// N
  var rows: Int { get }
  /// D
  var columns: Int { get }

  /// Calls `body` with the index of a block's first row and the block, in ascending order.
  ///
  /// Each call reads everything anew; the same range has the same blocks each time.
  func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws

  /// The same with blocks of `rows` each and the rest, where they would be larger and are made anew
  /// anyway: small ones stay in a core's cache.
  func forEachBlock(
    in range: Range<Int>, preferring rows: Int,
    _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws

  /// Writes the rows of a range to `target` ([range.count D]), and calls `body` with the range of
  /// each piece that is there, in ascending order.
  func read(
    _ range: Range<Int>, into target: UnsafeMutablePointer<Double>,
    _ body: (_ rows: Range<Int>) throws -> Void) throws
}

extension RowSource {
  /// Blocks as they are.
  package func forEachBlock(
    in range: Range<Int>, preferring rows: Int,
    _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try forEachBlock(in: range, body)
  }

  /// Copies blocks.
  package func read(
    _ range: Range<Int>, into target: UnsafeMutablePointer<Double>,
    _ body: (_ rows: Range<Int>) throws -> Void
  ) throws {
    try forEachBlock(in: range) { first, block in
      block.elements.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { return }
        (target + (first - range.lowerBound) * columns).update(from: base, count: $0.count)
      }
      try body(first..<first + block.rows)
    }
  }

  /// All rows, block by block.
  package func forEachBlock(_ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws {
    try forEachBlock(in: 0..<rows, body)
  }

  /// Calls `body` for the two halves of the rows, at once if a core is free, and returns both
  /// results in order. The halves are the same for any number of cores, so what is computed from
  /// them is too.
  package func mapHalves<Result: Sendable>(
    _ body: @Sendable (_ rows: Range<Int>) throws -> Result
  ) throws -> [Result] {
    let middle = rows / 2
    return try CoreBudget.current.map(count: 2) { half in
      try body(half == 0 ? 0..<middle : middle..<rows)
    }
  }
}
