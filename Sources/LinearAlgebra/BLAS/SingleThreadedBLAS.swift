import CLAPACK

/// OpenBLAS with one thread: work is spread over cores outside, so that results are bit-identical
/// for any number of workers.
enum SingleThreadedBLAS {
  /// Read before the first call of any routine; the assignment happens once.
  static let ready: Void = openblas_set_num_threads(1)

  /// For benchmarks only: runs `body` while OpenBLAS divides its own work over `threads`. Nothing
  /// else may compute meanwhile.
  static func suspended<Result>(threads: Int, _ body: () throws -> Result) rethrows -> Result {
    _ = ready
    openblas_set_num_threads(Int32(threads))
    defer { openblas_set_num_threads(1) }
    return try body()
  }
}
