/// A part of a ZIP archive, read with regard to its end. Offsets in it are sums of a few fields of two
/// bytes; what is wider is compared with the size of the file before anything is added to it.
struct ZIPBytes {
  let bytes: [UInt8]
  let path: String

  static func damaged(_ path: String) -> StoreError {
    StoreError("\(path) is not a .npz file (a ZIP archive), is cut off, or is damaged.")
  }

  /// A little-endian number.
  func number(_ place: Int, _ count: Int) throws -> Int {
    var value: UInt64 = 0
    for byte in try part(place, count).reversed() { value = value << 8 | UInt64(byte) }
    guard let number = Int(exactly: value) else { throw Self.damaged(path) }
    return number
  }

  func text(_ place: Int, _ count: Int) throws -> String {
    String(decoding: try part(place, count), as: UTF8.self)
  }

  private func part(_ place: Int, _ count: Int) throws -> ArraySlice<UInt8> {
    guard place >= 0, count >= 0, count <= bytes.count, place <= bytes.count - count else {
      throw Self.damaged(path)
    }
    return bytes[place..<place + count]
  }
}
