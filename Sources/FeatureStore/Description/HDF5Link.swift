/// What a name in a group is before any link is followed.
enum HDF5Link: Sendable, Equatable, Codable {
  /// Nothing of this name.
  case none
  /// The object itself.
  case hard
  /// A path of the same file.
  case soft(String)
  /// A path of another file.
  case external(file: String, path: String)
  /// A link of a kind that only a program of its own understands.
  case unknown
}
