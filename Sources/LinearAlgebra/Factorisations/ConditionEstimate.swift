import CLAPACK

/// How far a triangular factor is from having no inverse.
enum ConditionEstimate {
  /// 1 / (|T| |T^-1|) in the 1-norm, up to a small factor (LAPACK's dtrcon); 0 for an empty triangle.
  ///
  /// - Parameters:
  ///   - matrix: n x n; the other triangle is not read.
  ///   - part: the triangle in LAPACK's terms, where row-major is the transpose.
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements.
  static func reciprocal(of matrix: Matrix, part: CChar) throws -> Double {
    guard matrix.rows > 0 else { return 0 }
    _ = SingleThreadedBLAS.ready
    var reciprocal = 0.0
    let size = Int32(matrix.rows)
    let info = LAPACKE_dtrcon(
      LAPACK_COL_MAJOR, LAPACKFlag.oneNorm, part, LAPACKFlag.nonUnit, size, matrix.elements, size,
      &reciprocal)
    try LinearAlgebraError.check(info, "Condition estimate", "failed")
    return reciprocal
  }
}
