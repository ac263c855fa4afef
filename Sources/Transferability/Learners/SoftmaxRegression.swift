import FeatureStatistics
import LinearAlgebra
import Platform

/// The loss of multinomial logistic regression, factor * sum of cross entropies + penalty/2 |W|^2,
/// at coefficients (D + 1) x C: W in the first D rows, the intercepts, which cost nothing, in the
/// last. An evaluation reads the rows once, block by block, and costs 4 N D C; no N x C numbers are
/// held.
struct SoftmaxRegression: Sendable {
  /// N x D
  let rows: any RowSource
  let labels: [Int]
  let classes: Int
  /// Which rows count; nil: all.
  let members: [Bool]?
  let factor: Double
  let penalty: Double

  /// Elements of a piece: 2 MB, which stay in a core's cache.
  private static let pieceElements = 1 << 18

  /// D
  var dimension: Int { rows.columns }

  /// D x C
  private func slopes(_ coefficients: [Double]) -> Matrix {
    Matrix(
      rows: dimension, columns: classes,
      elements: Array(coefficients.prefix(dimension * classes)))
  }

  /// Value and gradient at coefficients.
  ///
  /// - Throws: what reading throws.
  func evaluate(_ coefficients: [Double]) throws -> (value: Double, gradient: [Double]) {
    let slopes = slopes(coefficients)
    let halves = try rows.mapHalves { range in
      var (loss, sums) = (0.0, [Double](repeating: 0, count: classes))
      var gradient = Matrix(rows: dimension, columns: classes)
      try forEachPiece(in: range) { first, piece in
        var residuals = logits(coefficients, of: piece)
        let own = Array(labels[first..<(first + piece.rows)])
        let losses = Self.turnIntoProbabilities(&residuals, own)
        residuals.forEachRow { i, row in
          guard members?[first + i] ?? true else { return row.update(repeating: 0) }
          loss += losses[i]
          row[own[i]] -= 1
          for c in row.indices { sums[c] += row[c] }
        }
        gradient.addProduct(ofTransposed: piece, residuals)
      }
      return (loss: loss, sums: sums, gradient: gradient)
    }
    var gradient = zip(halves[0].gradient.elements, halves[1].gradient.elements).map { $0 + $1 }
    for k in gradient.indices {
      gradient[k] = factor * gradient[k] + penalty * slopes.elements[k]
    }
    gradient += zip(halves[0].sums, halves[1].sums).map { factor * ($0 + $1) }
    let loss = factor * (halves[0].loss + halves[1].loss)
    return (loss + penalty / 2 * sumOfSquares(slopes.elements), gradient)
  }

  /// n x C, of some rows (n x D).
  func logits(_ coefficients: [Double], of rows: Matrix) -> Matrix {
    let intercepts = coefficients[(dimension * classes)...].map { -$0 }
    return rows.times(slopes(coefficients)).subtractingFromRows(intercepts)
  }

  /// Calls `body` with rows, and their probabilities of the classes, in order: one read.
  func forEachPiece(
    in range: Range<Int>, at coefficients: [Double],
    _ body: (_ first: Int, _ rows: Matrix, _ probabilities: Matrix) throws -> Void
  ) throws {
    try forEachPiece(in: range) { first, piece in
      var shares = logits(coefficients, of: piece)
      _ = Self.turnIntoProbabilities(&shares, Array(labels[first..<(first + piece.rows)]))
      try body(first, piece, shares)
    }
  }

  /// Calls `body` with consecutive rows that stay in the cache.
  func forEachPiece(
    in range: Range<Int>, _ body: (_ first: Int, _ rows: Matrix) throws -> Void
  ) throws {
    let size = max(1, Self.pieceElements / max(dimension, classes, 1))
    try rows.forEachBlock(in: range) { start, block in
      guard block.rows > size else { return try body(start, block) }
      try block.forEachPiece(of: size, in: 0..<block.rows) { try body(start + $0, $1) }
    }
  }

  /// Rows of logits become probabilities; returns minus the log of each true class's.
  static func turnIntoProbabilities(_ logits: inout Matrix, _ labels: [Int]) -> [Double] {
    let width = logits.columns
    return logits.elements.withUnsafeMutableBufferPointer { values in
      labels.enumerated().map { i, c in
        var largest = -Double.infinity
        for k in 0..<width { largest = max(largest, values[i * width + k]) }
        let own = values[i * width + c] - largest
        var sum = 0.0
        for k in 0..<width {
          let value = exp(values[i * width + k] - largest)
          values[i * width + k] = value
          sum += value
        }
        for k in 0..<width { values[i * width + k] /= sum }
        return log(sum) - own
      }
    }
  }
}
