/// A dataset of an HDF5 file that is read, wherever libhdf5 runs.
struct HDF5Dataset: Sendable {
  let description: DatasetDescription
  let file: HDF5File

  /// - Parameter path: without links to other files on the way, as ``StoreFiles`` resolves it.
  init(_ file: HDF5File, _ path: String) throws {
    self.file = file
    description = try file.required(file.ask(.description(dataset: path)).description)
  }

  private var path: String { description.path }

  // MARK: - All values, of small datasets

  /// All values as doubles.
  func doubles() throws -> [Double] { try values(.double) }

  /// All values as integers; of integers or enumerations.
  func integers() throws -> [Int64] { try values(.integer) }

  /// All values as unsigned integers.
  func unsignedIntegers() throws -> [UInt64] { try values(.unsigned) }

  private func values<Value: BitwiseCopyable>(_ kind: NumberKind) throws -> [Value] {
    let count = try checkedCount(MemoryLayout<Value>.stride)
    guard count > 0 else { return [] }
    return try file.ask(.values(dataset: path, kind, count: count)) { _, payload in
      guard payload.count == count * MemoryLayout<Value>.stride else {
        throw StoreError("\(description.place): \(payload.count) bytes came for \(count) numbers.")
      }
      return Array(payload.bindMemory(to: Value.self))
    }
  }

  /// All values as text, of fixed or variable length.
  ///
  /// - Throws: ``StoreError`` also for bytes that are not UTF-8.
  func texts() throws -> [String] {
    let count = try checkedCount(Self.bytesOfReference)
    guard count > 0 else { return [] }
    let texts = try file.required(file.ask(.texts(dataset: path, count: count)).texts)
    guard texts.count == count else {
      throw StoreError("\(description.place): \(texts.count) texts came for \(count) values.")
    }
    return texts
  }

  /// Of a text of variable length in the file.
  private static let bytesOfReference = 16

  /// The number of elements, which has been checked to be in the file and to fit into memory.
  private func checkedCount(_ bytes: Int) throws -> Int {
    guard let count = description.elementCount,
      DatasetDescription.product([count, bytes]).map({ $0 <= Self.largestInMemory }) == true
    else {
      throw StoreError(
        "\(description.place) has shape \(description.shape), which is too large to be read at"
          + " once.")
    }
    return count
  }

  /// Bytes of labels, accuracies and the like: 2^31 labels.
  private static let largestInMemory = 16 << 30

  /// Names of the values of an enumeration; nil for other types, and where they cannot be told.
  func enumerationNames() throws -> [Int: String]? {
    let names = try file.ask(.enumerationNames(dataset: path)).names
    return names.map { Dictionary($0.map { ($0.value, $0.name) }, uniquingKeysWith: { $1 }) }
  }

  // MARK: - Storage

  /// How many chunks have been written.
  func writtenChunks() throws -> Int {
    try file.required(file.ask(.writtenChunks(dataset: path)).number)
  }

  /// The files outside of HDF5 that the values are in.
  func externalEntries() throws -> [ExternalEntry] {
    try file.required(file.ask(.externalEntries(dataset: path)).externalEntries)
  }

  /// What a virtual dataset is put together from.
  func virtualMappings() throws -> [VirtualMapping] {
    try file.required(file.ask(.virtualMappings(dataset: path)).mappings)
  }

  /// How many elements these cover together, each counted once.
  func coveredElements() throws -> Int {
    try file.required(file.ask(.coveredElements(dataset: path)).number)
  }

  // MARK: - Rows

  /// The stored bytes of a chunk of a matrix, filters not undone: into `target`, which is made large
  /// enough.
  ///
  /// - Parameter limit: more bytes are an error.
  /// - Returns: their number, and the mask of filters that were skipped.
  func readChunk(
    row: Int, column: Int, limit: Int, into target: inout [UInt8]
  ) throws -> (bytes: Int, mask: UInt32) {
    try file.ask(.chunk(dataset: path, row: row, column: column, limit: limit)) { reply, payload in
      guard payload.count <= limit else {
        throw StoreError("\(description.place): a chunk of \(payload.count) bytes; damaged.")
      }
      if target.count < payload.count { target = [UInt8](repeating: 0, count: payload.count) }
      target.withUnsafeMutableBytes { $0.copyMemory(from: payload) }
      return (payload.count, reply.mask ?? 0)
    }
  }

  /// Rows along an axis, with filters undone: IEEE floats as they are stored, all else as doubles.
  ///
  /// - Parameter target: has room for `bytes`.
  func readRows(
    _ rows: Range<Int>, along axis: Int, bytes: Int, into target: UnsafeMutableRawPointer
  ) throws {
    try file.ask(
      .rows(dataset: path, axis: axis, lower: rows.lowerBound, upper: rows.upperBound)
    ) { _, payload in
      guard payload.count == bytes, let base = payload.baseAddress else {
        throw StoreError(
          "\(description.place): \(payload.count) bytes came for rows of \(bytes) bytes.")
      }
      target.copyMemory(from: base, byteCount: bytes)
    }
  }
}
