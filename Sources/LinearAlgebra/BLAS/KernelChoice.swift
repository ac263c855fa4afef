import CLAPACK
import Platform

/// OpenBLAS's kernels on a processor that is newer than it.
///
/// It tells processors by their model numbers, and gives one that it does not know kernels for SSE3, without a word:
/// so Debian 12's 0.3.21 does on Intel's Emerald Rapids, where they take several times as long. What the processor can
/// do is known all the same.
package enum KernelChoice {
  /// Kernels that use no AVX2. "Sandybridge" has AVX, and processors that have AVX2 do not get it.
  private static let old: Set = ["Prescott", "Core2", "Penryn", "Dunnington", "Nehalem"]
  /// Where a user says which kernels to use. What stands there is left as it is.
  private static let variable = "OPENBLAS_CORETYPE"

  /// Puts kernels in the place of older ones that use what the processor has, and returns the name of these; nil
  /// where nothing changes.
  ///
  /// Before any routine is called, and before other threads read the environment.
  static func replaceOlder() -> String? {
    let current = String(cString: openblas_get_corename())
    typealias Change = @convention(c) () -> Void
    // A build for one kind of processor has no such functions.
    guard getenv(variable) == nil, let better = better(than: current, on: .here),
      let quit = BLASLibrary.undeclared("gotoblas_dynamic_quit", as: Change.self),
      let begin = BLASLibrary.undeclared("gotoblas_dynamic_init", as: Change.self)
    else { return nil }
    setenv(variable, better, 1)
    quit()
    begin()
    // Programs that this one starts choose for themselves.
    unsetenv(variable)
    return current
  }

  /// nil: those that are there will do.
  package static func better(than current: String, on units: VectorUnits) -> String? {
    guard old.contains(current) else { return nil }
    return switch units {
    case .older: nil
    case .avx2: "Haswell"
    case .avx512: "SkylakeX"
    }
  }
}
