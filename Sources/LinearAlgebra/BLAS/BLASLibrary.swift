import CLAPACK
import Platform

/// Which BLAS computes, for provenance: last bits differ between kernels.
package enum BLASLibrary {
  /// The kernels chosen for this CPU, for example "Zen" or "SkylakeX".
  package static var coreType: String {
    _ = SingleThreadedBLAS.ready
    return String(cString: openblas_get_corename())
  }

  /// The kernels that OpenBLAS had chosen, where it did not know the CPU and ``coreType`` took their place.
  package static var replacedKernels: String? { SingleThreadedBLAS.replacedKernels }

  /// Ends the threads that OpenBLAS starts when it is loaded: they spin for about 25 ms
  /// and take cores from working threads. It starts them again where they are asked for.
  package static func endIdleThreads() {
    typealias Shutdown = @convention(c) () -> Int32
    // First: setting the number of threads would start them anew.
    _ = SingleThreadedBLAS.ready
    // A build of OpenBLAS without threads has no such function.
    _ = undeclared("blas_thread_shutdown_", as: Shutdown.self)?()
  }

  /// A function that OpenBLAS exports and its headers do not declare; nil in builds without it.
  ///
  /// - Parameter type: with the C convention.
  static func undeclared<Function>(_ name: String, as type: Function.Type) -> Function? {
    guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, name) else { return nil }
    return unsafeBitCast(symbol, to: type)
  }

  /// Version and build options. Asked for once: OpenBLAS puts its answer together anew in one buffer
  /// at every call, and who asks meanwhile on another thread reads half an answer.
  package static let configuration = {
    _ = SingleThreadedBLAS.ready
    return String(cString: openblas_get_config())
  }()
}
