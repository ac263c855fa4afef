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
    let eigen: SymmetricEigen
    let rotated: Matrix
    switch form {
    case .rows:
      eigen = try SymmetricEigen(rows.rowGram())
      rotated = eigen.vectors.times(rows.timesTransposed(basis))
    case .dimensions:
      eigen = try SymmetricEigen(rows.gram())
      rotated = eigen.vectors.timesTransposed(basis)
    }
    let values = eigen.values.map { max($0, 0) }
    base = values.reduce(0) { $0 + log(1 + $1 / scale) / 2 }
    factor = rotated.scalingRows(
      by: values.map { value in
        switch form {
        case .rows: 1 / (scale + value).squareRoot()
        case .dimensions: 1 / (1 + value / scale).squareRoot()
        }
      })
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
