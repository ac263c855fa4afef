import CLAPACK
import Platform

/// Eigenvalues and eigenvectors of a symmetric matrix (dsyevd). Cost about 9 n^3.
package struct SymmetricEigen: Sendable {
  /// Ascending.
  package let values: [Double]
  /// Row k is the unit eigenvector of `values[k]`: matrix = vectors' * diag(values) * vectors.
  package let vectors: Matrix

  /// Reads one triangle.
  ///
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements, or without convergence.
  package init(_ matrix: Matrix) throws {
    (values, vectors) = try Self.solve(matrix, LAPACKFlag.vectors)
  }

  /// The largest eigenvalue; 0 of an empty matrix.
  package var largest: Double { values.last ?? 0 }

  /// Eigenvalues alone, ascending. Cost 4/3 n^3.
  package static func values(of matrix: Matrix) throws -> [Double] {
    try solve(matrix, LAPACKFlag.noVectors).0
  }

  private static func solve(_ matrix: Matrix, _ job: CChar) throws -> ([Double], Matrix) {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    var vectors = matrix
    var values = [Double](repeating: 0, count: matrix.rows)
    guard matrix.rows > 0 else { return (values, vectors) }
    let info = try vectors.elements.withUnsafeMutableBufferPointer { elements in
      if let device = ComputeDevice.worthwhile(size: matrix.rows) {
        return try device.eigen(
          elements.start, size: matrix.rows, vectors: job == LAPACKFlag.vectors, values: &values)
      }
      _ = SingleThreadedBLAS.ready
      let size = Int32(matrix.rows)
      return LAPACKE_dsyevd(
        LAPACK_COL_MAJOR, job, LAPACKFlag.upper, size, elements.baseAddress, size, &values)
    }
    try LinearAlgebraError.check(info, "Symmetric eigenproblem", "no convergence")
    return (values, vectors)
  }
}
