import CDeflate
import Platform

/// A ZIP archive as `numpy.savez` and `savez_compressed` write it: stored or deflated entries, sizes
/// beyond 4 GB by ZIP64. Names, sizes and checksums are compared with what is there.
struct ZIPArchive {
  /// An entry of the central directory.
  private struct Entry {
    let method: UInt16
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let offset: Int
  }

  let path: String
  private let bytes: [UInt8]
  private let entries: [String: Entry]

  /// Sorted.
  var names: [String] { entries.keys.sorted() }

  private static let stored: UInt16 = 0
  private static let deflated: UInt16 = 8
  /// An .npz of features fits in memory, or its features are better kept in HDF5.
  private static let largest = 16 << 30

  /// - Throws: ``StoreError`` if it is no such archive.
  init(_ path: String) throws {
    self.path = path
    guard let stream = fopen(path, "rb") else {
      throw StoreError("\(path) cannot be read: \(String(cString: strerror(errno))).")
    }
    defer { fclose(stream) }
    fseek(stream, 0, SEEK_END)
    let size = ftell(stream)
    rewind(stream)
    guard size >= 22, size <= Self.largest else {
      throw StoreError("\(path) is not a .npz file: it has \(size) bytes.")
    }
    var bytes = [UInt8](repeating: 0, count: size)
    guard fread(&bytes, 1, size, stream) == size else {
      throw StoreError("\(path) cannot be read to its end.")
    }
    self.bytes = bytes
    entries = try Self.directory(ZIPBytes(bytes: bytes, path: path))
  }

  private static func directory(_ bytes: ZIPBytes) throws -> [String: Entry] {
    let end = try bytes.endOfDirectory()
    var entries: [String: Entry] = [:]
    var place = end.start
    for _ in 0..<end.count {
      guard try bytes.number(place, 4) == 0x0201_4b50 else { throw bytes.damaged() }
      let nameLength = try bytes.number(place + 28, 2)
      let extraLength = try bytes.number(place + 30, 2)
      let name = try bytes.text(place + 46, nameLength)
      let extra = (place + 46 + nameLength)..<(place + 46 + nameLength + extraLength)
      let wide = try bytes.wide(
        extra, sizes: [place + 24, place + 20, place + 42].map { try bytes.number($0, 4) })
      entries[name] = Entry(
        method: UInt16(try bytes.number(place + 10, 2)),
        checksum: UInt32(try bytes.number(place + 16, 4)), packedSize: wide[1], size: wide[0],
        offset: wide[2])
      place = extra.upperBound + (try bytes.number(place + 32, 2))
    }
    return entries
  }

  /// Writes an entry to a file.
  ///
  /// - Throws: ``StoreError``: damaged, packed in another way, or the disk is full.
  func extract(_ name: String, to target: String) throws {
    guard let entry = entries[name] else { throw StoreError("\(path) has no \(name).") }
    let source = ZIPBytes(bytes: bytes, path: path)
    let start =
      try entry.offset + 30 + source.number(entry.offset + 26, 2)
      + source.number(entry.offset + 28, 2)
    guard entry.packedSize >= 0, start + entry.packedSize <= bytes.count else {
      throw source.damaged()
    }
    let packed = bytes[start..<(start + entry.packedSize)]
    let content = try unpacked(packed, entry, name)
    let checksum = content.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    guard content.count == entry.size, checksum == entry.checksum else { throw source.damaged() }
    try write(content, to: target)
  }

  private func unpacked(_ packed: ArraySlice<UInt8>, _ entry: Entry, _ name: String) throws
    -> ArraySlice<UInt8>
  {
    if entry.method == Self.stored { return packed }
    guard entry.method == Self.deflated, entry.size <= Self.largest else {
      throw StoreError("\(path): \(name) is packed in a way that pedlab does not read.")
    }
    guard let decompressor = libdeflate_alloc_decompressor() else {
      throw StoreError("There is no memory to read \(path).")
    }
    defer { libdeflate_free_decompressor(decompressor) }
    var content = [UInt8](repeating: 0, count: entry.size)
    let result = content.withUnsafeMutableBytes { target in
      packed.withUnsafeBytes { source in
        libdeflate_deflate_decompress(
          decompressor, source.baseAddress, source.count, target.baseAddress, target.count, nil)
      }
    }
    guard result == LIBDEFLATE_SUCCESS else {
      throw StoreError("\(path): \(name) is damaged; it cannot be unpacked.")
    }
    return content[...]
  }

  private func write(_ content: ArraySlice<UInt8>, to target: String) throws {
    UnfinishedFiles.add(target)
    guard let stream = fopen(target, "wb") else {
      throw StoreError("\(target) cannot be written: \(String(cString: strerror(errno))).")
    }
    let written = content.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    guard fclose(stream) == 0, written == content.count else {
      throw StoreError("\(target) cannot be written: \(String(cString: strerror(errno))).")
    }
  }
}
