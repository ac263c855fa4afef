import FeatureStatistics
import LinearAlgebra

/// A stand-in for the Hessian of a softmax regression that all classes share, X'diag(w)X + penalty
/// with w the largest q (1 - q) of each row, exact at the start: it makes the minimisation
/// independent of the features' scale and correlations. Cost: a read, N D^2 + D^3/3.
struct SharedCurvature {
  private let factor: Cholesky
  private let classes: Int
  private let interceptScale: Double

  /// The least sum of weights that the intercepts' steps are divided by: at 0, where all rows are
  /// certain, there is nothing to step along.
  private static let leastWeight = 1e-3

  /// nil if it cannot be inverted.
  ///
  /// - Throws: what reading throws.
  init?(_ regression: SoftmaxRegression, at coefficients: [Double]) throws {
    let dimension = regression.dimension
    let halves = try regression.rows.mapHalves { range in
      var (gram, sum) = (Matrix(rows: dimension, columns: dimension), 0.0)
      try regression.forEachPiece(in: range, at: coefficients) { first, rows, shares in
        let weights = (0..<rows.rows).map { i in
          guard regression.members?[first + i] ?? true else { return 0.0 }
          return shares.row(i).reduce(0) { max($0, $1 * (1 - $1)) }
        }
        sum += weights.reduce(0, +)
        gram.addGram(of: rows.scalingRows(by: weights.map { $0.squareRoot() }), factor: 1)
      }
      return (gram: gram, sum: sum)
    }
    var curvature = halves[0].gram + halves[1].gram
    curvature.addToDiagonal(regression.penalty)
    guard let factor = try? Cholesky(curvature) else { return nil }
    self.factor = factor
    classes = regression.classes
    interceptScale = 1 / max(halves[0].sum + halves[1].sum, Self.leastWeight)
  }

  /// The stand-in's inverse times a vector of coefficients.
  func solve(_ vector: [Double]) -> [Double] {
    let split = factor.size * classes
    let slopes = Matrix(
      rows: factor.size, columns: classes, elements: Array(vector.prefix(split)))
    return factor.solve(slopes).elements + vector[split...].map { $0 * interceptScale }
  }
}
