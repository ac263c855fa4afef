import CLAPACK
import Parallel

/// Solves with an upper triangle of size n, in place, for n x k columns. Cost n^2 k.
///
/// By halves, so that nearly all work is in products: OpenBLAS's own dtrsm is slower by a third. Many
/// columns are divided between two cores, into the same halves on one.
struct TriangularSolve {
  /// Row-major
  let triangle: SharedMemory<UnsafePointer<Double>>
  let size: Int
  /// From one row of the triangle to the next
  let stride: Int
  /// Whether the transpose, a lower triangle, is solved with.
  let transposed: Bool

  /// Up to this size, triangles are left to dtrsm.
  private static let leaf = 32

  /// - Parameter stride: from one row of `right` to the next.
  func solve(_ right: UnsafeMutablePointer<Double>, columns: Int, stride: Int) {
    guard columns > 0, size > 0 else { return }
    let right = SharedMemory(right)
    CoreBudget.current.inHalves(columns, products: size * size * columns) { range in
      solve(0, size, right.base + range.lowerBound, range.count, stride)
    }
  }

  /// The part of the triangle of `count` rows from `first` on.
  private func solve(
    _ first: Int, _ count: Int, _ right: UnsafeMutablePointer<Double>, _ columns: Int, _ step: Int
  ) {
    let corner = triangle.base + first * stride + first
    let target = right + first * step
    guard count > Self.leaf else {
      cblas_dtrsm(
        CblasRowMajor, CblasLeft, CblasUpper, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit,
        Int32(count), Int32(columns), 1, corner, Int32(stride), target, Int32(step))
      return
    }
    let half = count / 2 / 8 * 8
    let rest = count - half
    let lower = target + half * step
    if transposed {
      solve(first, half, right, columns, step)
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(rest), Int32(columns), Int32(half), -1,
        corner + half, Int32(stride), target, Int32(step), 1, lower, Int32(step))
      solve(first + half, rest, right, columns, step)
    } else {
      solve(first + half, rest, right, columns, step)
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(half), Int32(columns), Int32(rest), -1,
        corner + half, Int32(stride), lower, Int32(step), 1, target, Int32(step))
      solve(first, half, right, columns, step)
    }
  }
}
