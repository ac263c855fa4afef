import CDeflate
import Platform

/// A ZIP archive as `numpy.savez` and `savez_compressed` write it: stored or deflated entries. Names,
/// sizes and checksums are compared with what is there, and sizes with each other before memory is
/// taken for them. CONTRIBUTING.md says why no library reads them.
struct ZIPArchive {
  private let file: RegularFile
  private let entries: [String: ZIPEntry]

  /// Sorted.
  var names: [String] { entries.keys.sorted() }

  /// An array of features fits in memory, or is better kept in HDF5.
  private static let largest = 16 << 30

  /// - Throws: ``StoreError`` if it is no such archive.
  init(_ path: String) throws {
    file = try RegularFile(path)
    guard file.size >= 22 else {
      throw StoreError("\(path) is not a .npz file: it has \(file.size) bytes.")
    }
    var entries: [String: ZIPEntry] = [:]
    for entry in try ZIPDirectory(file).entries {
      guard entries.updateValue(entry, forKey: entry.name) == nil else {
        throw StoreError("\(path) has two arrays \(entry.name); write it again with numpy.savez.")
      }
    }
    self.entries = entries
  }

  /// Writes an entry to a file.
  ///
  /// - Throws: ``StoreError``: damaged, packed in another way, or the disk is full.
  func extract(_ name: String, to target: String) throws {
    let content = try content(name)
    UnfinishedFiles.add(target)
    guard let stream = fopen(target, "wb") else {
      throw StoreError("\(target) cannot be written: \(String(cString: strerror(errno))).")
    }
    let written = content.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    guard fclose(stream) == 0, written == content.count else {
      throw StoreError("\(target) cannot be written: \(String(cString: strerror(errno))).")
    }
  }

  /// The bytes of an entry.
  ///
  /// - Throws: ``StoreError``: not there, damaged, or packed in another way.
  func content(_ name: String) throws -> [UInt8] {
    guard let entry = entries[name] else { throw StoreError("\(file.path) has no \(name).") }
    let packed = try packed(entry)
    let content = entry.method == ZIPEntry.stored ? packed : try inflated(packed, entry)
    let checksum = content.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    guard checksum == entry.checksum else { throw ZIPBytes.damaged(file.path) }
    return content
  }

  /// The bytes as they lie in the file, of an entry whose sizes are possible.
  private func packed(_ entry: ZIPEntry) throws -> [UInt8] {
    guard !entry.isEncrypted else {
      throw StoreError("\(file.path): \(entry.name) is encrypted, which pedlab does not read.")
    }
    guard [ZIPEntry.stored, ZIPEntry.deflated].contains(entry.method) else {
      throw StoreError(
        "\(file.path): \(entry.name) is packed by method \(entry.method), which pedlab does not read; "
          + "numpy.savez_compressed uses deflate (8).")
    }
    guard entry.size <= Self.largest else {
      throw StoreError(
        "\(file.path): \(entry.name) has \(entry.size) bytes; at most \(Self.largest) are read.")
    }
    let damaged = ZIPBytes.damaged(file.path)
    guard entry.offset <= file.size - 30 else { throw damaged }
    let header = ZIPBytes(bytes: try file.bytes(at: entry.offset, count: 30), path: file.path)
    guard try header.number(0, 4) == 0x0403_4b50 else { throw damaged }
    let start = try entry.offset + 30 + header.number(26, 2) + header.number(28, 2)
    guard start <= file.size, entry.packedSize <= file.size - start,
      entry.method == ZIPEntry.stored
        ? entry.size == entry.packedSize
        : entry.size / ZIPEntry.mostExpansion <= entry.packedSize
    else { throw damaged }
    return try file.bytes(at: start, count: entry.packedSize)
  }

  private func inflated(_ packed: [UInt8], _ entry: ZIPEntry) throws -> [UInt8] {
    guard let decompressor = libdeflate_alloc_decompressor() else {
      throw StoreError("There is no memory to read \(file.path).")
    }
    defer { libdeflate_free_decompressor(decompressor) }
    return try [UInt8](unsafeUninitializedCapacity: entry.size) { target, count in
      // Without a place for the count, the content must have exactly this size.
      let result = packed.withUnsafeBytes { source in
        libdeflate_deflate_decompress(
          decompressor, source.baseAddress, source.count, target.baseAddress, target.count, nil)
      }
      guard result == LIBDEFLATE_SUCCESS else {
        throw StoreError("\(file.path): \(entry.name) is damaged; it cannot be unpacked.")
      }
      count = entry.size
    }
  }
}
