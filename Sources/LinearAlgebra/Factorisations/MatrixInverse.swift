import CLAPACK
import Platform

/// The inverse of a square matrix and its determinant, by LU with row exchanges. Cost 2 n^3.
package struct MatrixInverse: Sendable {
  /// n x n
  package let inverse: Matrix
  /// log |det|
  package let logDeterminant: Double

  /// - Throws: ``LinearAlgebraError`` if the matrix is singular.
  package init(_ matrix: Matrix) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    _ = SingleThreadedBLAS.ready
    let size = Int32(matrix.rows)
    var work = matrix
    var pivots = [Int32](repeating: 0, count: matrix.rows)
    guard size > 0 else {
      inverse = matrix
      logDeterminant = 0
      return
    }
    // Column-major, this is the transpose, whose inverse is the transpose of the inverse.
    let factored = LAPACKE_dgetrf(LAPACK_COL_MAJOR, size, size, &work.elements, size, &pivots)
    try LinearAlgebraError.check(factored, "Matrix inverse", "the matrix is singular")
    logDeterminant = work.diagonal.reduce(0) { $0 + log(abs($1)) }
    let inverted = LAPACKE_dgetri(LAPACK_COL_MAJOR, size, &work.elements, size, pivots)
    try LinearAlgebraError.check(inverted, "Matrix inverse", "the matrix is singular")
    inverse = work
  }
}
