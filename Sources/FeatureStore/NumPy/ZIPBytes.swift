/// The bytes of a ZIP archive, read with regard to its size.
struct ZIPBytes {
  let bytes: [UInt8]
  let path: String

  func damaged() -> StoreError {
    StoreError("\(path) is not a .npz file (a ZIP archive), is cut off, or is damaged.")
  }

  /// A little-endian number.
  func number(_ place: Int, _ count: Int) throws -> Int {
    guard place >= 0, place <= bytes.count - count else { throw damaged() }
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[place + index]) }
    guard let number = Int(exactly: value) else { throw damaged() }
    return number
  }

  func text(_ place: Int, _ count: Int) throws -> String {
    guard place >= 0, count >= 0, place <= bytes.count - count else { throw damaged() }
    return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
  }

  /// Where the central directory starts, and how many entries it has.
  func endOfDirectory() throws -> (start: Int, count: Int) {
    // Behind the record there may be a comment of up to 65,535 bytes.
    let first = max(0, bytes.count - 22 - 65_535)
    var place = bytes.count - 22
    while place >= first, try number(place, 4) != 0x0605_4b50 { place -= 1 }
    guard place >= first else { throw damaged() }
    let (count, start) = (try number(place + 10, 2), try number(place + 16, 4))
    guard count == 0xffff || start == 0xffff_ffff else { return (start, count) }
    // ZIP64: the record before says where the long one is.
    guard try number(place - 20, 4) == 0x0706_4b50 else { throw damaged() }
    let long = try number(place - 12, 8)
    guard try number(long, 4) == 0x0606_4b50 else { throw damaged() }
    return (try number(long + 48, 8), try number(long + 32, 8))
  }

  /// Sizes of an entry (unpacked, packed, offset), those that are all ones taken from the ZIP64 field.
  func wide(_ extra: Range<Int>, sizes: [Int]) throws -> [Int] {
    guard sizes.contains(0xffff_ffff) else { return sizes }
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let length = try number(place + 2, 2)
      if try number(place, 2) == 1 {
        var field = place + 4
        return try sizes.map { size in
          guard size == 0xffff_ffff else { return size }
          defer { field += 8 }
          return try number(field, 8)
        }
      }
      place += 4 + length
    }
    throw damaged()
  }
}
