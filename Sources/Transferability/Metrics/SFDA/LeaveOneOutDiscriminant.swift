import FeatureStatistics
import LinearAlgebra
import Platform

/// LDA with one covariance R for all classes, where the own class mean of a row is that of the others.
///
/// With v a row about its class mean and n_c rows in the class, the mean without the row is
/// v/(n_c - 1) further away, so the own logit -1/2 v'R^-1 v becomes (n_c/(n_c - 1))^2 times that. A
/// class of one row has no other mean, and keeps its own.
struct LeaveOneOutDiscriminant: Sendable {
  /// C x D
  private let means: Matrix
  /// Of R
  private let factor: Cholesky
  /// D x C, R^-1 M'
  private let solved: Matrix
  /// [C], -1/2 mu_c'R^-1 mu_c + log pi_c
  private let constants: [Double]
  /// [C], half of (n_c/(n_c - 1))^2 - 1
  private let excesses: [Double]

  init(means: Matrix, factor: Cholesky, counts: [Double]) {
    self.means = means
    self.factor = factor
    let half = factor.solveLower(means.transposed)
    solved = factor.solveUpper(half)
    let total = counts.reduce(0, +)
    constants = zip(half.columnSquares(), counts).map { -0.5 * $0 + log($1 / total) }
    excesses = counts.map { count in
      guard count > 1 else { return 0 }
      let ratio = count / (count - 1)
      return (ratio * ratio - 1) / 2
    }
  }

  /// Rows that are solved for together.
  private static let pieceRows = 512

  /// What `value` makes of the logits of each row and its class: D^2 + D C a row.
  func values(
    of rows: some RowSource, _ labels: [Int],
    _ value: @Sendable (_ logits: UnsafeMutableBufferPointer<Double>, _ c: Int) -> Double
  ) throws -> [Double] {
    try rows.mapHalves { range in
      var result: [Double] = []
      result.reserveCapacity(range.count)
      try rows.forEachBlock(in: range) { first, block in
        block.forEachPiece(of: Self.pieceRows, in: 0..<block.rows) { start, piece in
          let own = labels[(first + start)..<(first + start + piece.rows)]
          var centred = piece
          centred.subtract(means, byLabel: own)
          let squares = factor.solveLower(centred.transposed).columnSquares()
          var logits = piece.times(solved).addingToRows(constants)
          logits.forEachRow { i, row in
            let c = labels[first + start + i]
            row[c] -= excesses[c] * squares[i]
            result.append(value(row, c))
          }
        }
      }
      return result
    }.flatMap { $0 }
  }
}
