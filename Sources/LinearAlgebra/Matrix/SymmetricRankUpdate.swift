import CLAPACK

/// scatter += scale * X'X in the upper triangle of a row-major D x D matrix, for X of
/// `rows` x `columns`; scatter = scale * X'X with `overwriting`. Cost: rows * D^2 flops.
package func addGram(
  of block: UnsafePointer<Double>, rows: Int, columns: Int, scale: Double = 1,
  to scatter: UnsafeMutablePointer<Double>, overwriting: Bool = false
) {
  guard rows > 0, columns > 0 else { return }
  _ = SingleThreadedBLAS.ready
  cblas_dsyrk(
    CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), scale, block,
    Int32(columns), overwriting ? 0 : 1, scatter, Int32(columns))
}
