import CLAPACK

/// A pivoted Cholesky factor of a symmetric positive semidefinite matrix: matrix = L L' with
/// `rank` columns, up to a tolerance. Cost n^2 rank.
package struct PivotedCholesky: Sendable {
  /// n x rank, rows in the order of the matrix. Rows `pivots[0], pivots[1], ...` are lower
  /// triangular.
  package let factor: Matrix
  /// [rank], the rows that were taken, in order.
  package let pivots: [Int]

  /// Columns of the factor: pivots above the tolerance.
  package var rank: Int { pivots.count }

  /// - Parameters:
  ///   - matrix: n x n; the lower triangle is read.
  ///   - tolerance: what is left of a diagonal element counts as zero up to this.
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements.
  package init(_ matrix: consuming Matrix, tolerance: Double) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns)")
    _ = SingleThreadedBLAS.ready
    let size = matrix.rows
    guard size > 0 else {
      (factor, pivots) = (Matrix(rows: 0, columns: 0), [])
      return
    }
    // Column-major upper is row-major lower.
    var work = matrix
    var order = [Int32](repeating: 0, count: size)
    var rank: Int32 = 0
    let info = LAPACKE_dpstrf(
      LAPACK_COL_MAJOR, LAPACKFlag.upper, Int32(size), &work.elements, Int32(size), &order, &rank,
      tolerance)
    // A positive info says that the rank is not full.
    try LinearAlgebraError.check(min(info, 0), "Pivoted Cholesky", "failed")
    let kept = Int(rank)
    var factor = Matrix(rows: size, columns: kept)
    for (i, place) in order.enumerated() {
      for j in 0...i where j < kept { factor[Int(place) - 1, j] = work[i, j] }
    }
    self.factor = factor
    pivots = order.prefix(kept).map { Int($0) - 1 }
  }

  /// rank x rank, lower triangular: the rows of the pivots.
  private var triangle: Matrix { factor.selecting(pivots) }

  /// T^-1 right, T the triangle of the pivots' rows. Cost rank^2 per column.
  ///
  /// - Parameter right: rank x k.
  package func solvingTriangle(_ right: Matrix) -> Matrix {
    solved(right, CblasNoTrans)
  }

  /// T'^-1 right. Cost rank^2 per column.
  ///
  /// - Parameter right: rank x k.
  package func solvingTransposedTriangle(_ right: Matrix) -> Matrix {
    solved(right, CblasTrans)
  }

  /// An estimate of the reciprocal condition number of the triangle of the pivots' rows, in the
  /// 1-norm; its square is one of L L'. 0 where the rank is. Cost a few rank^2.
  package func reciprocalCondition() throws -> Double {
    // Column-major upper is row-major lower.
    try ConditionEstimate.reciprocal(of: triangle, part: LAPACKFlag.upper)
  }

  private func solved(_ right: Matrix, _ form: CBLAS_TRANSPOSE) -> Matrix {
    precondition(right.rows == rank, "\(right.rows) rows for a triangle of \(rank)")
    guard right.rows > 0, right.columns > 0 else { return right }
    var result = right
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasLower, form, CblasNonUnit, Int32(rank), Int32(right.columns),
      1, triangle.elements, Int32(rank), &result.elements, Int32(right.columns))
    return result
  }
}
