import FeatureStore
import Ledger
import LinearAlgebra
import Sweep

/// What `pedlab --version` prints: the program, the libraries that its numbers depend on, and the
/// version of the method.
enum VersionText {
  static func text() -> String {
    """
    pedlab \(CodeVersion.text)
    method version \(MethodVersion.current)
    \(BLASLibrary.configuration)
    BLAS kernels \(BLASLibrary.coreType)\(replaced)
    HDF5 \(HDF5Version.text)\(HDF5Version.warning.map { " (\($0))" } ?? "")
    SQLite \(LedgerStore.sqliteVersion)
    """
  }

  private static var replaced: String {
    BLASLibrary.replacedKernels.map {
      " (this OpenBLAS does not know the processor, and would take \($0))"
    } ?? ""
  }
}
