import CLAPACK
import Platform

/// Some rows of a block on the diagonal of ``BandCholesky``, which are eliminated together: [U X; 0 R] from
/// the upper triangle [A B; . C] with U'U = A, X = U'^-1 B and R = C - X'X.
struct BandStep {
  /// Row-major: where A begins.
  let corner: UnsafeMutablePointer<Double>
  /// From one row to the next
  let stride: Int
  /// Rows of A
  let count: Int
  /// Columns of B
  let rest: Int

  /// Overwrites A, whose diagonal lacks `identity`, with U.
  ///
  /// - Returns: the sum of the logarithms of the pivots where `identity` is 1, else 0; nil if a pivot is not
  ///   positive.
  func factor(identity: Double) -> Double? {
    var logs = 0.0
    for k in 0..<count {
      let row = corner + k * stride
      let excess = row[k]
      guard identity + excess > 0 else { return nil }
      logs += identity == 1 ? log1p(excess) : 0
      let root = (identity + excess).squareRoot()
      row[k] = root
      let factor = 1 / root
      for c in k + 1..<count { row[c] *= factor }
      for r in k + 1..<count {
        let target = corner + r * stride
        let multiple = row[r]
        for c in r..<count { target[c] -= multiple * row[c] }
      }
    }
    return logs
  }

  /// Overwrites B with X and C with R.
  func subtractFromRest() {
    guard rest > 0 else { return }
    let (leading, right) = (Int32(stride), corner + count)
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, Int32(count), Int32(rest), 1,
      corner, leading, right, leading)
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, CblasTrans, Int32(rest), Int32(count), -1, right, leading, 1,
      corner + count * (stride + 1), leading)
  }
}
