import LinearAlgebra
import Parallel

/// Features that are small enough to stay in memory from the first time that they are read:
/// decompressing them for every setting would cost more than scoring.
struct HeldFeatures: RowSource {
  private let source: any RowSource
  private let held = OnceCache<Int, Matrix>()

  /// Bytes of doubles that are held at most.
  private static let largest = 16_000_000

  /// The source itself if it is too large.
  static func holding(_ source: any RowSource) -> any RowSource {
    8 * source.rows * source.columns <= largest ? HeldFeatures(source) : source
  }

  private init(_ source: any RowSource) { self.source = source }

  var rows: Int { source.rows }
  var columns: Int { source.columns }

  func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    let matrix = try held.value(for: 0) {
      var elements: [Double] = []
      elements.reserveCapacity(rows * columns)
      try source.forEachBlock { _, block in elements += block.elements }
      return Matrix(rows: rows, columns: columns, elements: elements)
    }
    try matrix.forEachBlock(in: range, body)
  }
}
