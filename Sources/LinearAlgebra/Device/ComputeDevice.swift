import Synchronization

/// Which device computes what is large. A matter of the process, as the BLAS library is: chosen
/// before the first product, so that all scores of a process come about in one way.
package enum ComputeDevice {
  private static let chosen = Mutex<(any DenseDevice)?>(nil)

  /// nil is the processor alone.
  package static var current: (any DenseDevice)? { chosen.withLock { $0 } }

  /// Chooses a device; nil for the processor alone.
  package static func use(_ device: (any DenseDevice)?) { chosen.withLock { $0 = device } }

  /// What computes, as far as last bits depend on it: OpenBLAS's version and build options, and the
  /// device.
  package static var configuration: String {
    BLASLibrary.configuration + (current.map { ", \($0.name)" } ?? "")
  }

  /// The device for a matrix of `size` x `size`, if it is there and the matrix is worth the way.
  package static func worthwhile(size: Int) -> (any DenseDevice)? {
    size >= smallestSize ? current : nil
  }

  /// Smaller matrices stay with the processor: of 512 x 512 doubles the way over a bus of 12 GB/s and
  /// back (0.4 ms) is a hundredth of what the processor needs for the eigenvectors (9 * 512^3 flops,
  /// some 30 ms), but of 64 x 64 the start of the device's work alone takes longer.
  private static let smallestSize = 512
}
