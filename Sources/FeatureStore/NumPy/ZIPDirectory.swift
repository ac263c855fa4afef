/// The directory at the end of a ZIP archive, with sizes beyond 4 GB by ZIP64.
struct ZIPDirectory {
  let entries: [ZIPEntry]

  private static let endSignature = 0x0605_4b50
  private static let entrySignature = 0x0201_4b50
  private static let wideEndSignature = 0x0606_4b50
  private static let wideLocatorSignature = 0x0706_4b50
  /// In place of a number that stands elsewhere.
  private static let elsewhere = 0xffff_ffff
  private static let longestComment = 65_535
  /// Bytes: half a million arrays.
  private static let largest = 1 << 26

  /// - Throws: ``StoreError`` if there is none, or it does not lie within the file.
  init(_ file: RegularFile) throws {
    let end = try Self.end(file)
    guard end.start <= file.size, end.size <= min(Self.largest, file.size - end.start) else {
      throw ZIPBytes.damaged(file.path)
    }
    let bytes = ZIPBytes(bytes: try file.bytes(at: end.start, count: end.size), path: file.path)
    var entries: [ZIPEntry] = []
    var place = 0
    for _ in 0..<end.count { entries.append(try Self.entry(bytes, &place)) }
    self.entries = entries
  }

  /// Where the directory begins, its bytes, and how many entries it has.
  private static func end(_ file: RegularFile) throws -> (start: Int, size: Int, count: Int) {
    // Behind the record there may be a comment.
    let count = min(file.size, 22 + longestComment)
    let tail = ZIPBytes(
      bytes: try file.bytes(at: file.size - count, count: count), path: file.path)
    var place = count - 22
    while place >= 0, try tail.number(place, 4) != endSignature { place -= 1 }
    guard place >= 0 else { throw ZIPBytes.damaged(file.path) }
    let found = (
      start: try tail.number(place + 16, 4), size: try tail.number(place + 12, 4),
      count: try tail.number(place + 10, 2)
    )
    guard found.start == elsewhere || found.size == elsewhere || found.count == 0xffff else {
      return found
    }
    // ZIP64: the record before says where the long one is.
    guard try tail.number(place - 20, 4) == wideLocatorSignature else {
      throw ZIPBytes.damaged(file.path)
    }
    return try wideEnd(file, at: tail.number(place - 12, 8))
  }

  private static func wideEnd(
    _ file: RegularFile, at place: Int
  ) throws -> (start: Int, size: Int, count: Int) {
    guard place <= file.size - 56 else { throw ZIPBytes.damaged(file.path) }
    let record = ZIPBytes(bytes: try file.bytes(at: place, count: 56), path: file.path)
    guard try record.number(0, 4) == wideEndSignature else { throw ZIPBytes.damaged(file.path) }
    return (
      start: try record.number(48, 8), size: try record.number(40, 8),
      count: try record.number(32, 8)
    )
  }

  private static func entry(_ bytes: ZIPBytes, _ place: inout Int) throws -> ZIPEntry {
    guard try bytes.number(place, 4) == entrySignature else { throw ZIPBytes.damaged(bytes.path) }
    let nameEnd = place + 46 + (try bytes.number(place + 28, 2))
    let extra = nameEnd..<nameEnd + (try bytes.number(place + 30, 2))
    let sizes = try wide(bytes, extra, [24, 20, 42].map { try bytes.number(place + $0, 4) })
    let commentLength = try bytes.number(place + 32, 2)
    defer { place = extra.upperBound + commentLength }
    return ZIPEntry(
      name: try bytes.text(place + 46, nameEnd - place - 46),
      isEncrypted: try bytes.number(place + 8, 2) & 1 == 1,
      method: try bytes.number(place + 10, 2),
      checksum: UInt32(try bytes.number(place + 16, 4)), packedSize: sizes[1], size: sizes[0],
      offset: sizes[2])
  }

  /// Sizes of an entry (unpacked, packed, offset), those that are all ones taken from the ZIP64 field.
  private static func wide(
    _ bytes: ZIPBytes, _ extra: Range<Int>, _ sizes: [Int]
  ) throws -> [Int] {
    guard sizes.contains(elsewhere) else { return sizes }
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      guard try bytes.number(place, 2) == 1 else {
        place += 4 + (try bytes.number(place + 2, 2))
        continue
      }
      var field = place + 4
      return try sizes.map { size in
        guard size == elsewhere else { return size }
        defer { field += 8 }
        return try bytes.number(field, 8)
      }
    }
    throw ZIPBytes.damaged(bytes.path)
  }
}
