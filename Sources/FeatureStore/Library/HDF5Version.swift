import CHDF5

/// The version of the HDF5 library that is running.
package enum HDF5Version {
  /// As "1.10.8".
  package static var text: String {
    var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
    H5get_libversion(&major, &minor, &release)
    return "\(major).\(minor).\(release)"
  }
}
