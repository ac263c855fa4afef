import CLAPACK

/// OpenBLAS with one thread: work is spread over cores outside, so that results are bit-identical
/// for any number of workers.
enum SingleThreadedBLAS {
  /// Read before the first call of any routine; what it does happens once.
  static let ready: Void = {
    _ = replacedKernels
    openblas_set_num_threads(1)
  }()
  /// Those that OpenBLAS chose, where better ones took their place.
  static let replacedKernels = KernelChoice.replaceOlder()
}
