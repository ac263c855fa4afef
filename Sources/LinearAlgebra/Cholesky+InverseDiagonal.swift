import CLAPACK

extension Cholesky {
  /// The diagonal of matrix^-1: squared norms of the columns of L^-1. Cost n^3 / 3.
  package func inverseDiagonal() -> [Double] {
    var sums = [Double](repeating: 0, count: size)
    guard size > 0 else { return sums }
    var inverse = lower
    inverse.elements.withUnsafeMutableBufferPointer { elements in
      Self.invert(elements.baseAddress!, size, leading: size)
      for i in 0..<size {
        for j in 0...i {
          let value = elements[i * size + j]
          sums[j] += value * value
        }
      }
    }
    return sums
  }

  /// Inverts a lower triangle in place by halves: with [A 0; B C], the new lower left part is
  /// -C^-1 B A^-1. Nearly all work is in dtrmm; LAPACK's own dtrtri is several times slower.
  private static func invert(_ triangle: UnsafeMutablePointer<Double>, _ size: Int, leading: Int) {
    let stride = Int32(leading)
    guard size > 48 else {
      // The diagonal is positive, so there is nothing that can fail.
      LAPACKE_dtrtri_work(
        LAPACK_COL_MAJOR, LAPACKFlag.upper, LAPACKFlag.nonUnit, Int32(size), triangle, stride)
      return
    }
    let half = size / 2
    let below = triangle + half * leading
    let corner = below + half
    invert(triangle, half, leading: leading)
    invert(corner, size - half, leading: leading)
    cblas_dtrmm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(size - half),
      Int32(half), -1, corner, stride, below, stride)
    cblas_dtrmm(
      CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, Int32(size - half),
      Int32(half), 1, triangle, stride, below, stride)
  }
}
