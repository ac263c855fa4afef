import FeatureStatistics
import LinearAlgebra

/// The rows about the means of their classes, z_i = x_i - mu_{y_i}, in pieces that stay in a core's
/// cache while many settings use them.
struct CentredPieces: Sendable {
  let features: any RowSource
  let labels: [Int]
  /// C x D
  let means: Matrix

  /// Elements of a piece: 2 MB.
  private static let elements = 1 << 18

  /// The results of `body` for the two halves of the rows, in order.
  func mapHalves<Result: Sendable>(
    _ body: @Sendable (_ rows: Range<Int>) throws -> Result
  ) throws -> [Result] {
    try features.mapHalves(body)
  }

  /// Calls `body` with pieces (n x D) and the index of their first row, in order: one read.
  func forEach(
    in range: Range<Int>, _ body: (_ first: Int, _ rows: Matrix) throws -> Void
  ) throws {
    let size = max(16, Self.elements / max(features.columns, 1))
    try features.forEachBlock(in: range, preferring: size) { start, block in
      for offset in stride(from: 0, to: block.rows, by: size) {
        let piece = offset..<min(offset + size, block.rows)
        let first = start + offset
        try body(
          first,
          block.subtracting(
            means, byLabel: labels[first..<(first + piece.count)], fromRows: piece))
      }
    }
  }
}
