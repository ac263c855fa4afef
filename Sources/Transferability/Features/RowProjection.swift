import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// Inner products of every row with C vectors V (C x D) that motions mix: x_i (B V)', a row of C
/// numbers, in pieces.
///
/// Where N x C numbers take no more than 256 MB, X V' is kept (N D C once) and a motion costs N C^2
/// without a read; otherwise a motion reads the features, N D C. Which it is depends on N and C
/// alone, and so do the pieces: results are the same for any number of cores.
package struct RowProjection: Sendable {
  /// What is subtracted from a row first.
  package enum Origin: Sendable {
    /// [D], of all rows
    case point([Double])
    /// C x D, by the row's class
    case classMeans(Matrix)
  }

  private let features: any RowSource
  private let labels: [Int]
  /// C x D
  private let vectors: Matrix
  private let origin: Origin
  /// N x C, if it is kept.
  package let held: Matrix?

  /// Elements of a piece: 2 MB, which stay in a core's cache.
  private static let pieceElements = 1 << 18
  /// Rows of a piece at most, and at least.
  private static let (mostRows, fewestRows) = (512, 64)

  /// - Parameter vectors: V, C x D.
  package init(
    _ input: ScoringInput, on vectors: Matrix, about origin: Origin
  ) throws {
    features = input.features
    labels = input.labels
    self.vectors = vectors
    self.origin = origin
    guard features.rows * vectors.rows <= HeldNumbers.current.products else {
      held = nil
      return
    }
    held = try Self.products(features, labels, vectors, origin)
  }

  /// N x C, in place: no part of it is there twice.
  private static func products(
    _ features: any RowSource, _ labels: [Int], _ vectors: Matrix, _ origin: Origin
  ) throws -> Matrix {
    let (rows, width) = (features.rows, vectors.rows)
    let elements = try [Double](unsafeUninitializedCapacity: rows * width) { buffer, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
      count = rows * width
      guard let base = buffer.baseAddress else { return }
      let target = SharedMemory(base)
      _ = try features.mapHalves { range in
        try features.forEachBlock(in: range) { first, block in
          let part = shifted(block, first, origin, labels).timesTransposed(vectors)
          part.elements.withUnsafeBufferPointer { part in
            guard let source = part.baseAddress else { return }
            (target.base + first * width).update(from: source, count: part.count)
          }
        }
      }
    }
    return Matrix(rows: rows, columns: width, elements: elements)
  }

  /// The results of `body` for the two halves of the rows, in order.
  package func mapHalves<Result: Sendable>(
    _ body: @Sendable (_ rows: Range<Int>) throws -> Result
  ) throws -> [Result] {
    try features.mapHalves(body)
  }

  /// Calls `body` with pieces of x_i (B V)', B the mixing (C x C; nil: not mixed), in order.
  package func forEachPiece(
    in range: Range<Int>, mixing: Matrix?,
    _ body: (_ first: Int, _ piece: inout Matrix) throws -> Void
  ) throws {
    let size = min(max(Self.pieceElements / max(vectors.rows, 1), Self.fewestRows), Self.mostRows)
    if let held {
      try held.forEachPiece(of: size, in: range) { first, rows in
        var piece = mixing.map { rows.timesTransposed($0) } ?? rows
        try body(first, &piece)
      }
    } else {
      let moved = mixing.map { $0.times(vectors) } ?? vectors
      try features.forEachBlock(in: range) { start, block in
        try block.forEachPiece(of: size, in: 0..<block.rows) { first, rows in
          var piece = Self.shifted(rows, start + first, origin, labels).timesTransposed(moved)
          try body(start + first, &piece)
        }
      }
    }
  }

  /// Calls `body` with x_i (B V)' at the row's own class, for rows in order: N C, or a read of N D.
  package func forEachOwn(
    in range: Range<Int>, mixing: Matrix, _ body: (_ row: Int, _ value: Double) -> Void
  ) throws {
    let vectors = held == nil ? mixing.times(vectors) : mixing
    func pass(_ start: Int, _ rows: Matrix) {
      for i in 0..<rows.rows {
        let c = labels[start + i]
        var sum = 0.0
        for k in 0..<rows.columns { sum += rows[i, k] * vectors[c, k] }
        body(start + i, sum)
      }
    }
    guard let held else {
      return try features.forEachBlock(in: range) { start, block in
        pass(start, Self.shifted(block, start, origin, labels))
      }
    }
    held.forEachPiece(of: Self.mostRows, in: range, pass)
  }

  private static func shifted(
    _ block: Matrix, _ first: Int, _ origin: Origin, _ labels: [Int]
  ) -> Matrix {
    switch origin {
    case .point(let point): return block.subtractingFromRows(point)
    case .classMeans(let means):
      var result = block
      result.subtract(means, byLabel: labels[first..<(first + block.rows)])
      return result
    }
  }
}
