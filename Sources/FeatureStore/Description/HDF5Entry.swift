/// A name in a group.
struct HDF5Entry: Sendable, Equatable, Codable {
  /// nil: the bytes of the name are not UTF-8.
  let name: String?
  /// For messages.
  let shownName: String
  /// What it is, if the name is a hard link; nil for other links, and where it was not looked at.
  let object: HDF5Object?
}
