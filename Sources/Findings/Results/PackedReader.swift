/// Reads what ``PackedWriter`` wrote. After bytes that it did not write, everything is 0 or empty, and
/// ``isAtEnd`` is false.
struct PackedReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var hasFailed = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all was read, and all of it could be.
  var isAtEnd: Bool { !hasFailed && position == bytes.count }

  mutating func fail() { hasFailed = true }

  mutating func integer() -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 63 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return Int(value) }
      shift += 7
    }
    fail()
    return 0
  }

  mutating func number() -> Double {
    guard position + 8 <= bytes.count else {
      fail()
      return 0
    }
    defer { position += 8 }
    return bytes.withUnsafeBytes {
      Double(
        bitPattern: UInt64(
          littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
    }
  }

  mutating func text() -> String {
    let count = integer()
    guard count <= bytes.count - position else {
      fail()
      return ""
    }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// A count, and as many items.
  mutating func list<Item>(_ item: (inout PackedReader) -> Item) -> [Item] {
    repeated(integer(), item)
  }

  /// Whether so many items can follow, since each takes a byte at least; otherwise it has failed.
  mutating func canHold(_ count: Int) -> Bool {
    if count > bytes.count - position { fail() }
    return !hasFailed
  }

  mutating func repeated<Item>(_ count: Int, _ item: (inout PackedReader) -> Item) -> [Item] {
    guard canHold(count) else { return [] }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count where !hasFailed { items.append(item(&self)) }
    return items
  }
}
