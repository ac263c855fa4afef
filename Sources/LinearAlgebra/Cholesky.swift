import CLAPACK

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Cholesky factor of a symmetric positive definite matrix: matrix = L L'. Cost n^3 / 3.
package struct Cholesky: Sendable {
  /// L in the lower triangle; what is above the diagonal has no meaning.
  package let lower: Matrix

  /// Reads the lower triangle.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not positive definite.
  package init(_ matrix: consuming Matrix) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    _ = SingleThreadedBLAS.ready
    let size = Int32(matrix.rows)
    if size > 0 {
      // Row-major lower is column-major upper: LAPACK then needs no transposed copy.
      let info = matrix.elements.withUnsafeMutableBufferPointer {
        LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, LAPACKFlag.upper, size, $0.baseAddress, size)
      }
      try LinearAlgebraError.check(info, "Cholesky", "the matrix is not positive definite")
    }
    lower = matrix
  }

  package var size: Int { lower.rows }

  /// matrix^-1 * right (n x k).
  package func solve(_ right: Matrix) -> Matrix {
    solveUpper(solveLower(right))
  }

  package func solve(_ right: [Double]) -> [Double] {
    solve(Matrix(rows: right.count, columns: 1, elements: right)).elements
  }

  /// L^-1 * right: the columns have the inner products of matrix^-1.
  package func solveLower(_ right: Matrix) -> Matrix { triangular(right, transposed: false) }

  /// (L')^-1 * right.
  package func solveUpper(_ right: Matrix) -> Matrix { triangular(right, transposed: true) }

  package var logDeterminant: Double {
    2 * lower.diagonal.reduce(0) { $0 + log($1) }
  }

  private func triangular(_ right: Matrix, transposed: Bool) -> Matrix {
    precondition(right.rows == size, "\(right.rows) rows for a factor of size \(size)")
    var result = right
    lower.elements.withUnsafeBufferPointer { lower in
      guard let base = lower.baseAddress else { return }
      TriangularSolve(triangle: SharedMemory(base), size: size, transposed: transposed)
        .solve(&result)
    }
    return result
  }
}
