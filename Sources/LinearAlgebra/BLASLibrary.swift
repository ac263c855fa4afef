import CLAPACK

/// Which BLAS computes, for provenance: last bits differ between kernels.
package enum BLASLibrary {
  /// The kernels chosen for this CPU, for example "Zen" or "SkylakeX".
  package static var coreType: String { String(cString: openblas_get_corename()) }

  /// Version and build options.
  package static var configuration: String { String(cString: openblas_get_config()) }
}
