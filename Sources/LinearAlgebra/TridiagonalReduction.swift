import CLAPACK

/// matrix = Q T Q' with T tridiagonal and Q orthogonal (dsytrd). Cost 4/3 n^3: what an
/// eigenproblem costs without its vectors.
package struct TridiagonalReduction: Sendable {
  package let tridiagonal: SymmetricTridiagonal
  private let reflectors: Matrix
  private let scales: [Double]

  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements.
  package init(_ matrix: Matrix) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    _ = SingleThreadedBLAS.ready
    let size = matrix.rows
    var reflectors = matrix
    var diagonal = [Double](repeating: 0, count: size)
    var offDiagonal = [Double](repeating: 0, count: max(size - 1, 0))
    var scales = offDiagonal
    if size > 1 {
      let info = reflectors.elements.withUnsafeMutableBufferPointer {
        LAPACKE_dsytrd(
          LAPACK_COL_MAJOR, LAPACKFlag.upper, Int32(size), $0.baseAddress, Int32(size),
          &diagonal, &offDiagonal, &scales)
      }
      try LinearAlgebraError.check(info, "Tridiagonal reduction", "failed")
    } else {
      diagonal = matrix.elements
    }
    self.reflectors = reflectors
    tridiagonal = SymmetricTridiagonal(diagonal: diagonal, offDiagonal: offDiagonal)
    self.scales = scales
  }

  package var size: Int { tridiagonal.size }

  /// rows (k x n) * Q. Cost 2 k n^2.
  package func rowsTimesQ(_ rows: Matrix) throws -> Matrix {
    precondition(rows.columns == size, "\(rows.columns) columns for size \(size)")
    var result = rows
    guard size > 1, rows.rows > 0 else { return result }
    // Row-major k x n is column-major n x k: Q' from the left there is Q from the right here.
    let info = result.elements.withUnsafeMutableBufferPointer {
      LAPACKE_dormtr(
        LAPACK_COL_MAJOR, LAPACKFlag.left, LAPACKFlag.upper, LAPACKFlag.transpose, Int32(size),
        Int32(rows.rows), reflectors.elements, Int32(size), scales, $0.baseAddress, Int32(size))
    }
    try LinearAlgebraError.check(info, "Rotation to tridiagonal form", "failed")
    return result
  }
}
