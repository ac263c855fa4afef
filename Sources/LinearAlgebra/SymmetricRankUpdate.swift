import CLAPACK

/// OpenBLAS runs single-threaded: parallel work is divided outside of it, so that results do not
/// depend on how many threads it finds.
package let singleThreadedBLAS: Void = openblas_set_num_threads(1)

/// scatter += scale * X'X in the upper triangle of a row-major D x D matrix, for X of
/// `rows` x `columns`. Cost: rows * D^2 flops.
package func addGram(
  of block: UnsafePointer<Double>, rows: Int, columns: Int, scale: Double = 1,
  to scatter: UnsafeMutablePointer<Double>
) {
  guard rows > 0, columns > 0 else { return }
  _ = singleThreadedBLAS
  cblas_dsyrk(
    CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), scale, block,
    Int32(columns), 1, scatter, Int32(columns))
}
