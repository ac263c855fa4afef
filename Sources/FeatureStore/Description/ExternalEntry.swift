/// A part of a dataset's bytes in a file that is not HDF5.
struct ExternalEntry: Sendable, Equatable, Codable {
  /// As the dataset has it.
  let name: String
  let offset: Int
  let bytes: Int
}
