import LinearAlgebra
import Platform

/// R of one class: a fixed factorisation, and a rank-one change for where the class's mean is.
struct ClassRate: Sendable {
  /// How the class is factored: by what is smaller, its rows or its dimensions.
  private enum Form { case rows, dimensions }

  /// R of the class about its own mean
  private let base: Double
  private let form: Form
  /// k x r, k = min(n_c, D): the basis of the means in the factor's coordinates
  private let factor: Matrix
  private let epsilon: Double

  /// - Parameters:
  ///   - rows: n_c x D, about the class's own mean.
  ///   - basis: r x D, orthonormal rows that span the centred means.
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite rows.
  init(_ rows: Matrix, basis: Matrix, epsilon: Double) throws {
    let form: Form = rows.rows < rows.columns ? .rows : .dimensions
    self.form = form
    self.epsilon = epsilon
    let scale = Double(rows.rows) * epsilon
    // 1 + X X' / (n epsilon), or 1 + X'X / (n epsilon): the same determinant.
    var smaller = (1 / scale) * (form == .rows ? rows.rowGram() : rows.gram())
    smaller.addToDiagonal(1)
    let inverse = try Cholesky(smaller)
    base = inverse.logDeterminant / 2
    factor =
      switch form {
      case .rows: inverse.solveLower((1 / scale.squareRoot()) * rows.timesTransposed(basis))
      case .dimensions: inverse.solveLower(basis.transposed)
      }
  }

  /// 1/2 log det(A + v v' / epsilon), A the class about its own mean.
  ///
  /// - Parameter mean: v, the class's mean about that of all rows, in the basis (r).
  func value(_ mean: [Double]) -> Double {
    let inner = sumOfSquares(factor.times(mean))
    let quadratic =
      switch form {
      // (s + X'X)^-1 s = 1 - X'(s + X X')^-1 X
      case .rows: max(sumOfSquares(mean) - inner, 0)
      case .dimensions: inner
      }
    return base + log(1 + quadratic / epsilon) / 2
  }
}
