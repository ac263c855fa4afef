/// Whole numbers, doubles and texts one after another as bytes. Whole numbers are base 128, least
/// significant group first; doubles 8 bytes, little-endian; a text is its number of bytes and these.
struct PackedWriter {
  private(set) var bytes: [UInt8] = []

  /// - Parameter number: 0 or more.
  mutating func add(_ number: Int) {
    precondition(number >= 0, "\(number) is packed; only whole numbers from 0 are")
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }
}
