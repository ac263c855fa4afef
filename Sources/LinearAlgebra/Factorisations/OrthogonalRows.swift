import CLAPACK

/// matrix = coordinates * basis with orthonormal rows in the basis (QR of the transpose).
/// Cost 2 m^2 n.
package struct OrthogonalRows: Sendable {
  /// m x k, k = min(m, n).
  package let coordinates: Matrix
  /// k x n, orthonormal rows.
  package let basis: Matrix

  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements.
  package init(_ matrix: Matrix) throws {
    _ = SingleThreadedBLAS.ready
    let rank = min(matrix.rows, matrix.columns)
    var work = matrix
    var scales = [Double](repeating: 0, count: rank)
    var coordinates = Matrix(rows: matrix.rows, columns: rank)
    let (long, wide) = (Int32(matrix.columns), Int32(matrix.rows))
    if rank > 0 {
      try LinearAlgebraError.check(
        LAPACKE_dgeqrf(LAPACK_COL_MAJOR, long, wide, &work.elements, long, &scales),
        "QR factorisation", "failed")
      for i in 0..<matrix.rows { for j in 0...min(i, rank - 1) { coordinates[i, j] = work[i, j] } }
      try LinearAlgebraError.check(
        LAPACKE_dorgqr(
          LAPACK_COL_MAJOR, long, Int32(rank), Int32(rank), &work.elements, long, scales),
        "QR factorisation", "failed")
    }
    self.coordinates = coordinates
    basis = Matrix(
      rows: rank, columns: matrix.columns,
      elements: Array(work.elements.prefix(rank * matrix.columns)))
  }
}
