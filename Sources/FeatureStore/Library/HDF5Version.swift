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

  /// The first release in which the crashes that were published in 2024 (CVE-2024-29157 and some
  /// thirty others) are mended.
  private static let firstMended: [UInt32] = [1, 14, 4]

  /// A clause where damaged files are known to crash this version; nil: they are not.
  package static var warning: String? {
    guard numbers.lexicographicallyPrecedes(firstMended) else { return nil }
    return "damaged files are known to crash versions before"
      + " \(firstMended.map(String.init).joined(separator: ".")); pedlab survives that"
  }
}
