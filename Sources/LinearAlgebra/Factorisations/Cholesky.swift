import CLAPACK
import Parallel
import Platform

/// The Cholesky factor of a symmetric positive definite matrix: matrix = L L'. Cost n^3 / 3.
package struct Cholesky: Sendable {
  /// L' in the upper triangle; what is below the diagonal has no meaning.
  package let upper: Matrix

  /// Reads the upper triangle.
  ///
  /// - Throws: ``LinearAlgebraError`` if the matrix is not positive definite.
  package init(_ matrix: consuming Matrix) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    _ = SingleThreadedBLAS.ready
    let size = matrix.rows
    // An empty matrix has no address, and is its own factor.
    let info = try matrix.elements.withUnsafeMutableBufferPointer { elements in
      try elements.baseAddress.map { try Self.factor($0, size) } ?? 0
    }
    try LinearAlgebraError.check(info, "Cholesky", "the matrix is not positive definite")
    upper = matrix
  }

  /// On the device, if there is one that is worth the way; else on the processor's cores.
  private static func factor(_ matrix: UnsafeMutablePointer<Double>, _ size: Int) throws -> Int32 {
    if let device = ComputeDevice.worthwhile(size: size) {
      return try device.factor(matrix, size: size)
    }
    return factor(SharedMemory(matrix), size, stride: size)
  }

  /// Up to this size the work is not divided: a half of it is done sooner than another thread starts.
  private static let undividedSize = 512

  /// Factors by halves, [L1' X; L2'] with L1 X = the corner, so that two cores can share the large
  /// products; into the same halves on one. Returns LAPACK's info.
  static func factor(
    _ triangle: SharedMemory<UnsafeMutablePointer<Double>>, _ size: Int, stride: Int
  ) -> Int32 {
    guard size > undividedSize else {
      // Row-major upper is column-major lower, for which LAPACK is faster than for the other.
      return size == 0
        ? 0
        : LAPACKE_dpotrf_work(
          LAPACK_COL_MAJOR, LAPACKFlag.lower, Int32(size), triangle.base, Int32(stride))
    }
    let half = size / 2
    let rest = size - half
    let first = factor(triangle, half, stride: stride)
    guard first == 0 else { return first }
    let corner = triangle.base + half
    TriangularSolve(
      triangle: SharedMemory(UnsafePointer(triangle.base)), size: half, stride: stride,
      transposed: true
    ).solve(corner, columns: rest, stride: stride)
    let below = SharedMemory(triangle.base + half * stride + half)
    subtractGram(
      of: SharedMemory(UnsafePointer(corner)), rows: half, from: below, rest, stride: stride)
    let second = factor(below, rest, stride: stride)
    return second == 0 ? 0 : second + Int32(half)
  }

  /// triangle -= X'X: two triangles on one core, the square between them, which is as much, on
  /// another.
  private static func subtractGram(
    of block: SharedMemory<UnsafePointer<Double>>, rows: Int,
    from triangle: SharedMemory<UnsafeMutablePointer<Double>>, _ size: Int, stride: Int
  ) {
    let (low, high, leading) = (size / 2, size - size / 2, Int32(stride))
    CoreBudget.current.forEach(count: 2) { part in
      if part == 1 {
        cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, Int32(low), Int32(high), Int32(rows), -1,
          block.base, leading, block.base + low, leading, 1, triangle.base + low, leading)
        return
      }
      for (offset, count) in [(0, low), (low, high)] {
        cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasTrans, Int32(count), Int32(rows), -1,
          block.base + offset, leading, 1, triangle.base + offset * stride + offset, leading)
      }
    }
  }

  /// n
  package var size: Int { upper.rows }

  /// matrix^-1 * right (n x k).
  package func solve(_ right: Matrix) -> Matrix { solveUpper(solveLower(right)) }

  /// matrix^-1 * right ([n]). Cost 2 n^2.
  package func solve(_ right: [Double]) -> [Double] {
    solve(Matrix(rows: right.count, columns: 1, elements: right)).elements
  }

  /// L^-1 * right: the columns have the inner products of matrix^-1.
  package func solveLower(_ right: Matrix) -> Matrix { triangular(right, transposed: true) }

  /// (L')^-1 * right.
  package func solveUpper(_ right: Matrix) -> Matrix { triangular(right, transposed: false) }

  /// k x min(k, n): coordinates of rows in which their inner products are those of matrix^-1.
  /// Cost n^2 k and 2 n k^2.
  ///
  /// - Parameter rows: k x n.
  package func coordinates(ofRows rows: Matrix) throws -> Matrix {
    try OrthogonalRows(solveLower(rows.transposed).transposed).coordinates
  }

  /// log det of the matrix.
  package var logDeterminant: Double {
    2 * upper.diagonal.reduce(0) { $0 + log($1) }
  }

  /// An estimate of the reciprocal condition number of L, in the 1-norm; its square is one of the
  /// matrix. Cost a few n^2.
  package func reciprocalCondition() throws -> Double {
    // Row-major upper is column-major lower.
    try ConditionEstimate.reciprocal(of: upper, part: LAPACKFlag.lower)
  }

  private func triangular(_ right: Matrix, transposed: Bool) -> Matrix {
    precondition(right.rows == size, "\(right.rows) rows for a factor of size \(size)")
    var result = right
    let columns = right.columns
    upper.elements.withUnsafeBufferPointer { upper in
      result.elements.withUnsafeMutableBufferPointer { right in
        guard let triangle = upper.baseAddress, let base = right.baseAddress else { return }
        TriangularSolve(
          triangle: SharedMemory(triangle), size: size, stride: size, transposed: transposed
        ).solve(base, columns: columns, stride: columns)
      }
    }
    return result
  }
}
