import CLAPACK
import LinearAlgebra

/// The measure of the pass: one dsyrk of OpenBLAS with threads of its own, where pedlab divides the
/// work itself.
enum ThreadedGram {
  /// Writes X'X into the upper triangle of `gram`, for X = `matrix` (N x D). Cost: N D^2 flops.
  ///
  /// Nothing else may compute meanwhile. OpenBLAS has one thread afterwards, as pedlab needs it.
  static func compute(_ matrix: Matrix, into gram: inout Matrix, threads: Int) {
    openblas_set_num_threads(Int32(threads))
    defer { openblas_set_num_threads(1) }
    let (rows, columns) = (Int32(matrix.rows), Int32(matrix.columns))
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, CblasTrans, columns, rows, 1, matrix.elements, columns, 0,
      &gram.elements, columns)
  }
}
