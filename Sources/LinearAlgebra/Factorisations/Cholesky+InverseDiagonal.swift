import CLAPACK
import Platform

extension Cholesky {
  /// The diagonal of matrix^-1: squared norms of the rows of L'^-1. Cost n^3 / 3.
  package func inverseDiagonal() -> [Double] {
    guard size > 0 else { return [] }
    var inverse = upper
    return inverse.elements.withUnsafeMutableBufferPointer { elements in
      Self.invert(elements.start, size, leading: size)
      return (0..<size).map { i in
        var sum = 0.0
        for j in i..<size { sum += elements[i * size + j] * elements[i * size + j] }
        return sum
      }
    }
  }

  /// Up to this size LAPACK's own inverse is as fast, measured.
  private static let leafSize = 48

  /// Inverts an upper triangle in place by halves: with [A B; 0 C], the new upper right part is
  /// -A^-1 B C^-1. Nearly all work is in dtrmm; LAPACK's own dtrtri is several times slower.
  private static func invert(_ triangle: UnsafeMutablePointer<Double>, _ size: Int, leading: Int) {
    let stride = Int32(leading)
    guard size > leafSize else {
      // The diagonal is positive, so there is nothing that can fail.
      LAPACKE_dtrtri_work(
        LAPACK_COL_MAJOR, LAPACKFlag.lower, LAPACKFlag.nonUnit, Int32(size), triangle, stride)
      return
    }
    let half = size / 2
    let beside = triangle + half
    let corner = beside + half * leading
    invert(triangle, half, leading: leading)
    invert(corner, size - half, leading: leading)
    cblas_dtrmm(
      CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, Int32(half),
      Int32(size - half), -1, triangle, stride, beside, stride)
    cblas_dtrmm(
      CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, Int32(half),
      Int32(size - half), 1, corner, stride, beside, stride)
  }
}
