import CLAPACK

/// Solves with a lower triangle L of size n, in place, for n x k columns. Cost n^2 k.
///
/// By halves, so that nearly all work is in products: OpenBLAS's own dtrsm has half their speed. Many
/// columns are divided between two cores, into the same halves on one.
struct TriangularSolve {
  /// Row-major
  let triangle: SharedMemory<UnsafePointer<Double>>
  let size: Int
  /// Whether L' is solved with.
  let transposed: Bool

  /// Below this size, triangles are left to dtrsm.
  private static let leaf = 64
  /// Operations from which on a second core pays.
  private static let worthDividing = 100_000_000

  func solve(_ right: inout Matrix) {
    let columns = right.columns
    guard columns > 0, size > 0 else { return }
    right.elements.withUnsafeMutableBufferPointer { right in
      guard let base = right.baseAddress else { return }
      guard size * size * columns >= Self.worthDividing, columns > 1 else {
        return solve(0, size, base, columns, columns)
      }
      let target = SharedMemory(base)
      CoreBudget.shared.forEach(count: 2) { half in
        let first = half == 0 ? 0 : columns / 2
        let count = half == 0 ? columns / 2 : columns - columns / 2
        solve(0, size, target.base + first, count, columns)
      }
    }
  }

  /// The part of the triangle of `count` rows from `first` on, with rows of `right` that are `stride`
  /// apart.
  private func solve(
    _ first: Int, _ count: Int, _ right: UnsafeMutablePointer<Double>, _ columns: Int,
    _ stride: Int
  ) {
    let corner = triangle.base + first * size + first
    let target = right + first * stride
    guard count > Self.leaf else {
      cblas_dtrsm(
        CblasRowMajor, CblasLeft, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit,
        Int32(count), Int32(columns), 1, corner, Int32(size), target, Int32(stride))
      return
    }
    let half = count / 2 / 8 * 8
    let rest = count - half
    let below = corner + half * size
    if transposed {
      solve(first + half, rest, right, columns, stride)
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(half), Int32(columns), Int32(rest), -1,
        below,
        Int32(size), target + half * stride, Int32(stride), 1, target, Int32(stride))
      solve(first, half, right, columns, stride)
    } else {
      solve(first, half, right, columns, stride)
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rest), Int32(columns), Int32(half), -1,
        below, Int32(size), target, Int32(stride), 1, target + half * stride, Int32(stride))
      solve(first + half, rest, right, columns, stride)
    }
  }
}
