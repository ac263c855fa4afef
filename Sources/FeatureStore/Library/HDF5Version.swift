import CHDF5

/// The version of the HDF5 library that is running.
package enum HDF5Version {
  /// As "1.10.8".
  package static var text: String { numbers.map(String.init).joined(separator: ".") }

  private static var numbers: [UInt32] {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    H5get_libversion(&major, &minor, &release)
    return [major, minor, release]
  }

  /// The last release of which a crash on a damaged file is published: CVE-2026-19025. Each one before
  /// has others (1.14.6: github.com/HDFGroup/hdf5, issue 5892).
  private static let lastKnown: [UInt32] = [2, 3, 0]

  /// A clause where damaged files are known to crash this version; nil: they are not.
  package static var warning: String? {
    guard !lastKnown.lexicographicallyPrecedes(numbers) else { return nil }
    return "damaged files are known to crash versions up to"
      + " \(lastKnown.map(String.init).joined(separator: ".")); pedlab survives that"
  }
}
