/// What an object is, and its address, by which it is known again.
enum HDF5Object: Sendable, Equatable, Codable {
  case group(address: UInt64)
  case dataset(address: UInt64)
  case other
  /// With libhdf5's reason.
  case unreadable(String)
}
