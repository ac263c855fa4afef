/// A word for each row of a part of the rows, by which equal rows are found. It is taken from the
/// stored bytes while a pass has them in the cache of a core, so that nothing is read for it.
struct RowMarks: Sendable {
  /// A row of one number throughout that is not 0.
  struct Constant: Sendable {
    /// From the first row of the part.
    let row: Int
    /// The stored bytes of the number, the rest 0.
    let number: UInt64
  }

  /// By row; 0: all bytes of the row are 0. Rows of equal words are equal: that two of a million
  /// others have one word happens once in ten million times.
  private(set) var words: [UInt64] = []
  private(set) var constants: [Constant] = []

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - rowBytes: of a row.
  ///   - numberBytes: 2, 4 or 8.
  mutating func add(
    _ start: UnsafeRawPointer, rows: Int, rowBytes: Int, numberBytes: Int
  ) {
    for row in 0..<rows {
      let look = RowLook(start + row * rowBytes, bytes: rowBytes)
      if look.isRepeating, rowBytes > numberBytes,
        let number = look.number(bytes: numberBytes, of: rowBytes)
      {
        constants.append(Constant(row: words.count, number: number))
      }
      words.append(look.word)
    }
  }
}

/// One look over the bytes of a row.
private struct RowLook {
  /// 0 if all bytes are.
  let word: UInt64
  /// Whether all words of the row are the first.
  let isRepeating: Bool
  private let first: UInt64

  /// Four sums side by side, as multiplications take several cycles each.
  init(_ row: UnsafeRawPointer, bytes: Int) {
    var sums: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    let first = bytes < 8 ? Self.tail(row, bytes) : row.loadUnaligned(as: UInt64.self)
    var (any, differing, offset) = (UInt64(0), UInt64(0), 0)
    while offset + 32 <= bytes {
      let a = row.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let b = row.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      let c = row.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
      let d = row.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
      sums = (
        Self.mixed(sums.0, a), Self.mixed(sums.1, b), Self.mixed(sums.2, c), Self.mixed(sums.3, d)
      )
      any |= a | b | c | d
      differing |= (a ^ first) | (b ^ first) | (c ^ first) | (d ^ first)
      offset += 32
    }
    while offset < bytes {
      let count = min(bytes - offset, 8)
      let word =
        count == 8
        ? row.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        : Self.tail(row + offset, count)
      sums.0 = Self.mixed(sums.0, word)
      any |= word
      differing |= (word ^ first) & Self.mask(count)
      offset += 8
    }
    let sum = Self.mixed(Self.mixed(Self.mixed(sums.0, sums.1), sums.2), sums.3)
    word = any == 0 ? 0 : max(sum, 1)
    isRepeating = differing == 0 && any != 0
    self.first = first
  }

  /// The number that the row holds throughout, of so many bytes; nil if it holds others.
  func number(bytes: Int, of rowBytes: Int) -> UInt64? {
    let number = first & Self.mask(bytes)
    var repeated = number
    for place in stride(from: bytes, to: 8, by: bytes) { repeated |= number << (8 * place) }
    return (repeated ^ first) & Self.mask(min(rowBytes, 8)) == 0 ? number : nil
  }

  @inline(__always)
  private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word) &* 0x9e37_79b9_7f4a_7c15
    return product ^ (product >> 32)
  }

  private static func tail(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var word: UInt64 = 0
    withUnsafeMutableBytes(of: &word) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
    }
    return word
  }

  /// The lowest `bytes` bytes, where a number begins on a machine of little end.
  private static func mask(_ bytes: Int) -> UInt64 {
    bytes >= 8 ? .max : (1 << (8 * UInt64(bytes))) - 1
  }
}
