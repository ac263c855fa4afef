/// What libhdf5 says to a request: what was asked for, or a failure. Of everything else there is
/// nothing.
struct HDF5Reply: Sendable, Codable {
  /// A sentence.
  var failure: String?
  var walk: HDF5Walk?
  var entries: [HDF5Entry]?
  var texts: [String]?
  var number: Int?
  var description: DatasetDescription?
  var names: [EnumerationName]?
  var externalEntries: [ExternalEntry]?
  var mappings: [VirtualMapping]?
  /// Of each attribute, how many numbers of the payload are its own; ``noNumbers``: it holds something
  /// else; nil: it is not there.
  var counts: [Int?]?
  /// Bytes that come with the reply.
  var payload: Int?
  /// Of a chunk: the filters that were skipped.
  var mask: UInt32?
  /// The payload follows the reply instead of lying in shared memory.
  var isInline = false

  static let noNumbers = -1
}
