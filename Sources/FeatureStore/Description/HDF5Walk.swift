/// How far a path leads through hard links.
enum HDF5Walk: Sendable, Equatable, Codable {
  /// To its end.
  case object(HDF5Object)
  /// To a part, by its index, that is no hard link.
  case link(part: Int, HDF5Link)
}
