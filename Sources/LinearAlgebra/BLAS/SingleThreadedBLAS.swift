import CLAPACK

/// OpenBLAS with one thread: work is spread over cores outside, so that results are bit-identical
/// for any number of workers.
enum SingleThreadedBLAS {
  /// Read before the first call of any routine; the assignment happens once.
  static let ready: Void = openblas_set_num_threads(1)
}
