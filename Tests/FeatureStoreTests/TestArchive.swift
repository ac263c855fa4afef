/// A ZIP archive of stored entries, as its bytes; wrong where a test wants it.
struct TestArchive {
  /// Numbers of eight bytes that only archives with ZIP64 have.
  enum WideField: CaseIterable { case size, packedSize, offset, directory, directorySize, record }

  var entries: [(name: String, content: [UInt8])]
  var method: Int = 0
  var flags: Int = 0

  /// - Parameters:
  ///   - isWide: all sizes and places stand in ZIP64's fields.
  ///   - field: of the first entry, or of the end, in place of which there is `value`.
  func bytes(
    isWide: Bool = false, comment: String = "", replacing field: WideField? = nil,
    by value: UInt64 = 0
  ) -> [UInt8] {
    var (data, directory): ([UInt8], [UInt8]) = ([], [])
    for (index, entry) in entries.enumerated() {
      let offset = data.count
      data += local(entry)
      let wide = index == 0 ? field : nil
      directory += central(entry, offset: offset, isWide: isWide, replacing: wide, by: value)
    }
    let (start, size) = (data.count, directory.count)
    let count = isWide ? 0xffff : entries.count
    var end: [UInt8] = []
    if isWide { end += wideEnd(start: start, size: size, replacing: field, by: value) }
    end += Self.little(0x0605_4b50, 4) + Self.little(0, 4)
    end += Self.little(count, 2) + Self.little(count, 2)
    end += Self.narrow(size, isWide) + Self.narrow(start, isWide)
    end += Self.little(comment.utf8.count, 2) + Array(comment.utf8)
    return data + directory + end
  }

  private func local(_ entry: (name: String, content: [UInt8])) -> [UInt8] {
    let size = entry.content.count
    var bytes = Self.little(0x0403_4b50, 4) + Self.little(20, 2)
    bytes += common(entry.content) + Self.little(size, 4) + Self.little(size, 4)
    bytes += Self.little(entry.name.utf8.count, 2) + Self.little(0, 2)
    return bytes + Array(entry.name.utf8) + entry.content
  }

  private func central(
    _ entry: (name: String, content: [UInt8]), offset: Int, isWide: Bool,
    replacing field: WideField?, by value: UInt64
  ) -> [UInt8] {
    let size = entry.content.count
    var extra: [UInt8] = []
    if isWide {
      extra = Self.little(1, 2) + Self.little(24, 2)
      for (name, right) in [(WideField.size, size), (.packedSize, size), (.offset, offset)] {
        extra += field == name ? Self.little(value, 8) : Self.little(right, 8)
      }
    }
    var bytes = Self.little(0x0201_4b50, 4) + Self.little(45, 2) + Self.little(45, 2)
    bytes += common(entry.content) + Self.narrow(size, isWide) + Self.narrow(size, isWide)
    bytes += Self.little(entry.name.utf8.count, 2) + Self.little(extra.count, 2)
    bytes += Self.little(0, 8) + Self.little(0, 2)
    return bytes + Self.narrow(offset, isWide) + Array(entry.name.utf8) + extra
  }

  /// Flags, method, time and checksum, which both headers have.
  private func common(_ content: [UInt8]) -> [UInt8] {
    var bytes = Self.little(flags, 2) + Self.little(method, 2)
    bytes += Self.little(0, 4) + Self.little(Int(Self.checksum(content)), 4)
    return bytes
  }

  private func wideEnd(
    start: Int, size: Int, replacing field: WideField?, by value: UInt64
  ) -> [UInt8] {
    func wide(_ name: WideField, _ right: Int) -> [UInt8] {
      field == name ? Self.little(value, 8) : Self.little(right, 8)
    }
    let count = Self.little(entries.count, 8)
    var bytes = Self.little(0x0606_4b50, 4) + Self.little(44, 8)
    bytes += Self.little(45, 2) + Self.little(45, 2) + Self.little(0, 8)
    bytes += count + count + wide(.directorySize, size) + wide(.directory, start)
    bytes += Self.little(0x0706_4b50, 4) + Self.little(0, 4)
    bytes += wide(.record, start + size) + Self.little(1, 4)
    return bytes
  }

  private static func narrow(_ value: Int, _ isWide: Bool) -> [UInt8] {
    isWide ? [0xff, 0xff, 0xff, 0xff] : little(value, 4)
  }

  private static func little(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
    let value = UInt64(value)
    return (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// CRC-32, by its definition.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
