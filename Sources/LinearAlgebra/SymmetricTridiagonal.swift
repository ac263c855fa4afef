import CLAPACK

/// A symmetric tridiagonal matrix T of size n.
package struct SymmetricTridiagonal: Sendable {
  /// [n]
  package let diagonal: [Double]
  /// [n - 1]
  package let offDiagonal: [Double]

  package init(diagonal: [Double], offDiagonal: [Double]) {
    precondition(offDiagonal.count == max(diagonal.count - 1, 0))
    self.diagonal = diagonal
    self.offDiagonal = offDiagonal
  }

  package var size: Int { diagonal.count }

  /// Ascending (dsterf). Cost about 30 n^2.
  package func eigenvalues() throws -> [Double] {
    var values = diagonal
    var off = offDiagonal
    guard size > 1 else { return values }
    let info = LAPACKE_dsterf(Int32(size), &values, &off)
    try LinearAlgebraError.check(info, "Tridiagonal eigenvalues", "no convergence")
    return values
  }

  /// rows * (T + shift)^-1 for rows of k x n. Cost about 5 k n.
  ///
  /// - Throws: ``LinearAlgebraError`` if T + shift is not positive definite.
  package func rowsTimesInverse(_ rows: Matrix, shift: Double) throws -> Matrix {
    precondition(rows.columns == size, "\(rows.columns) columns for size \(size)")
    var pivots = diagonal.map { $0 + shift }
    var off = offDiagonal
    var result = rows
    guard size > 0, rows.rows > 0 else { return result }
    let factored = LAPACKE_dpttrf(Int32(size), &pivots, &off)
    try LinearAlgebraError.check(factored, "Tridiagonal solve", "the matrix is not definite")
    let info = result.elements.withUnsafeMutableBufferPointer {
      LAPACKE_dpttrs(
        LAPACK_COL_MAJOR, Int32(size), Int32(rows.rows), pivots, off, $0.baseAddress, Int32(size))
    }
    try LinearAlgebraError.check(info, "Tridiagonal solve", "failed")
    return result
  }

  /// Y with Y'Y = columns' (T + shift)^-1 columns, for columns of n x k: with T + shift =
  /// L diag(p) L', Y = p^-1/2 L^-1 columns. Cost 3 k n, along the rows of Y.
  ///
  /// - Throws: ``LinearAlgebraError`` if T + shift is not positive definite.
  package func halfSolve(_ columns: Matrix, shift: Double) throws -> Matrix {
    precondition(columns.rows == size, "\(columns.rows) rows for size \(size)")
    var pivots = diagonal.map { $0 + shift }
    var factors = offDiagonal
    guard size > 0 else { return columns }
    let factored = LAPACKE_dpttrf(Int32(size), &pivots, &factors)
    try LinearAlgebraError.check(factored, "Tridiagonal solve", "the matrix is not definite")
    var result = columns
    let width = columns.columns
    result.elements.withUnsafeMutableBufferPointer { rows in
      for i in 1..<max(size, 1) {
        for c in 0..<width { rows[i * width + c] -= factors[i - 1] * rows[(i - 1) * width + c] }
      }
      for i in 0..<size {
        let scale = 1 / pivots[i].squareRoot()
        for c in 0..<width { rows[i * width + c] *= scale }
      }
    }
    return result
  }
}
