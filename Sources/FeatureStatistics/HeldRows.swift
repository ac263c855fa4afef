import LinearAlgebra
import Parallel

/// Rows that are few enough to stay in memory from the first time that they are read: reading them
/// again and again would cost more than what is computed from them.
package struct HeldRows: RowSource {
  private let source: any RowSource
  /// Consecutive pieces of ``pieceRows`` rows each, the last may have fewer.
  private let held = OnceCache<Int, [Matrix]>()
  private let pieceRows: Int

  /// Elements of a piece: 2 MB, which stay in a core's cache.
  private static let pieceElements = 1 << 18

  /// The source itself if it has more elements than the limit.
  ///
  /// - Parameter limit: elements of 8 bytes.
  package static func holding(_ source: any RowSource, limit: Int) -> any RowSource {
    source.rows * source.columns <= limit ? HeldRows(source) : source
  }

  private init(_ source: any RowSource) {
    self.source = source
    pieceRows = max(1, Self.pieceElements / max(source.columns, 1))
  }

  /// N
  package var rows: Int { source.rows }
  /// D
  package var columns: Int { source.columns }

  /// Pieces as they are held; copies of those that the range cuts.
  package func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    let pieces = try held.value(for: 0) { try read() }
    for (index, piece) in pieces.enumerated() {
      let first = index * pieceRows
      let part = range.clamped(to: first..<(first + piece.rows))
      guard !part.isEmpty else { continue }
      try piece.forEachBlock(in: (part.lowerBound - first)..<(part.upperBound - first)) {
        try body(first + $0, $1)
      }
    }
  }

  private func read() throws -> [Matrix] {
    let size = pieceRows * columns
    var (pieces, open): ([Matrix], [Double]) = ([], [])
    func close() {
      let count = min(pieceRows, rows - pieces.count * pieceRows)
      pieces.append(Matrix(rows: count, columns: columns, elements: open))
      open = []
    }
    try source.forEachBlock { _, block in
      var position = 0
      while position < block.elements.count {
        let end = min(position + size - open.count, block.elements.count)
        open += block.elements[position..<end]
        position = end
        if open.count == size { close() }
      }
    }
    if pieces.count * pieceRows < rows { close() }
    return pieces
  }
}
