import CLAPACK

/// The thin singular value decomposition (dgesdd): matrix = left * diag(values) * right.
package struct SingularValueDecomposition: Sendable {
  /// m x k, k = min(m, n); orthonormal columns.
  package let left: Matrix
  /// Descending.
  package let values: [Double]
  /// k x n; orthonormal rows.
  package let right: Matrix

  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements, or without convergence.
  package init(_ matrix: Matrix) throws {
    _ = SingleThreadedBLAS.ready
    let rank = min(matrix.rows, matrix.columns)
    var work = matrix
    var values = [Double](repeating: 0, count: rank)
    var left = Matrix(rows: matrix.rows, columns: rank)
    var right = Matrix(rows: rank, columns: matrix.columns)
    if rank > 0 {
      // Column-major, this is the decomposition of the transpose: left and right change places.
      let info = LAPACKE_dgesdd(
        LAPACK_COL_MAJOR, LAPACKFlag.small, Int32(matrix.columns), Int32(matrix.rows),
        &work.elements, Int32(matrix.columns), &values, &right.elements, Int32(matrix.columns),
        &left.elements, Int32(rank))
      try LinearAlgebraError.check(info, "Singular values", "no convergence")
    }
    self.left = left
    self.values = values
    self.right = right
  }

  /// The largest singular value; 0 of an empty matrix.
  package var largest: Double { values.first ?? 0 }

  /// The singular values alone, descending.
  ///
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements, or without convergence.
  package static func values(of matrix: Matrix) throws -> [Double] {
    _ = SingleThreadedBLAS.ready
    let rank = min(matrix.rows, matrix.columns)
    var values = [Double](repeating: 0, count: rank)
    guard rank > 0 else { return values }
    var work = matrix
    var none = [0.0]
    var alsoNone = none
    let info = LAPACKE_dgesdd(
      LAPACK_COL_MAJOR, LAPACKFlag.noVectors, Int32(matrix.columns), Int32(matrix.rows),
      &work.elements, Int32(matrix.columns), &values, &none, 1, &alsoNone, 1)
    try LinearAlgebraError.check(info, "Singular values", "no convergence")
    return values
  }
}
