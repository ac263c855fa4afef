import FeatureStatistics
import LinearAlgebra

/// What solutions have in common: with R the shrunk scatter of the first pass and Mc the centred class
/// means, the span of R^-1 Mc'. Its products with all rows are known from the first pass, so that what
/// lies in it costs no read. Of a solution of the second pass it has all but some hundredths, and
/// all of it where every row is as sure as a row can be.
struct MeanSpan: Sendable {
  /// D x C, R^-1 Mc'
  let solved: Matrix
  /// C x C, K = Mc R^-1 Mc'
  let products: Matrix
  /// Z R^-1 Mc', N x C, Z the rows about the means of their classes
  let projected: RowProjection
  /// r x C, T with T K T' = 1: as many directions as the means have
  let directions: Matrix
  /// r x D, T (F^-1 Mc')' with F F' = R: orthonormal rows
  let basis: Matrix
  /// C x D, Mc
  private let means: Matrix
  private let firstPass: ShrunkScatter

  /// Directions with a smaller share of the largest one's square have too few digits.
  private static let least = 1e-9

  init(_ input: ScoringInput, means: Matrix, classMeans: Matrix, _ firstPass: ShrunkScatter) throws
  {
    self.means = means
    self.firstPass = firstPass
    let half = firstPass.factor.solveLower(means.transposed)
    solved = firstPass.factor.solveUpper(half)
    products = means.times(solved)
    projected = try RowProjection(input, on: solved.transposed, about: .classMeans(classMeans))
    let eigen = try SymmetricEigen(products)
    let kept = eigen.values.indices.filter { eigen.values[$0] > Self.least * eigen.largest }
    directions = eigen.vectors.selecting(kept).scalingRows(
      by: kept.map { 1 / eigen.values[$0].squareRoot() })
    basis = directions.timesTransposed(half)
  }

  /// What is nearest to a solution (D x C) in the span, in the norm of R.
  ///
  /// - Returns: C x C, the coefficients of ``solved``; and how far the worst column is away.
  func nearest(to solution: Matrix) -> (coefficients: Matrix, distance: Double) {
    let shares = means.times(solution)
    let coefficients = directions.transposedTimes(directions.times(shares))
    let inSpan = products.times(coefficients)
    var worst = 0.0
    for (c, square) in firstPass.squares(of: solution).enumerated() {
      var left = square
      for k in 0..<shares.rows {
        left += coefficients[k, c] * (inSpan[k, c] - 2 * shares[k, c])
      }
      worst = max(worst, left)
    }
    return (coefficients, worst.squareRoot())
  }
}
