/// A format whose bits were stored as integers: what `view(uint16)` leaves of an array, or
/// `view(uint8)`, which has a column for each byte.
package enum FloatBits: String, Sendable {
  case bfloat16, float16, float32, float64

  /// The format that integers look like; nil if they may be what they are.
  ///
  /// As bits of a float they are either sign with a magnitude from 1e-10 to 1e6, or of float16 from 1e-4
  /// to 16, and nothing between. Integers that mean themselves have no such gap.
  ///
  /// - Parameters:
  ///   - values: whole rows.
  ///   - bytes: of an integer: 1, 2 or 4.
  ///   - columns: of a row.
  init?(_ values: [Double], bytes: Int, columns: Int) {
    guard bytes > 1 else {
      let sizes = [4, 8, 2].filter { columns.isMultiple(of: $0) }
      guard let found = sizes.lazy.compactMap({ Self(bytesOf: values, size: $0) }).first else {
        return nil
      }
      self = found
      return
    }
    var tally = Tally()
    for value in values where value != 0 {
      tally.add(leading: UInt16(truncatingIfNeeded: Int(value) >> (8 * bytes - 16)))
    }
    guard let found = tally.format(size: bytes) else { return nil }
    self = found
  }

  /// Of floats of `size` bytes, each of which is a number of its own, the lowest first.
  private init?(bytesOf values: [Double], size: Int) {
    var tally = Tally()
    var lowOutside = 0
    for start in stride(from: 0, to: values.count - size + 1, by: size) {
      let bytes = values[start..<start + size].map { UInt8(truncatingIfNeeded: Int($0)) }
      guard bytes.contains(where: { $0 != 0 }) else { continue }
      tally.add(leading: UInt16(bytes[size - 1]) << 8 | UInt16(bytes[size - 2]))
      if !(0x2e...0x49).contains(bytes[0] & 0x7f) { lowOutside += 1 }
    }
    // The last digits of a float are anything; numbers that all lie in one range are numbers.
    guard 2 * lowOutside >= tally.count, let found = tally.format(size: size) else { return nil }
    self = found
  }

  /// The first 16 bits of words that are not 0.
  private struct Tally {
    private(set) var count = 0
    private var (negative, inWide, inDouble, inHalf) = (0, 0, 0, 0)

    mutating func add(leading: UInt16) {
      let magnitude = leading & 0x7fff
      count += 1
      if leading != magnitude { negative += 1 }
      if Self.wide.contains(magnitude) { inWide += 1 }
      if Self.double.contains(magnitude) { inDouble += 1 }
      if Self.half.contains(magnitude) { inHalf += 1 }
    }

    /// - Parameter size: bytes of a word.
    func format(size: Int) -> FloatBits? {
      guard count >= 256 else { return nil }
      let hasBothSigns = negative * 10 >= count && negative * 10 <= 9 * count
      // Of a network's rectified outputs all are positive: a fifth of all integers would look so.
      let isSigned = hasBothSigns || negative == 0
      func nearlyAll(_ inside: Int) -> Bool { inside * 1000 >= 999 * count }
      switch size {
      case 8: return nearlyAll(inDouble) && isSigned ? .float64 : nil
      case 4: return nearlyAll(inWide) && isSigned ? .float32 : nil
      default:
        if nearlyAll(inWide), isSigned { return .bfloat16 }
        return nearlyAll(inHalf) && hasBothSigns ? .float16 : nil
      }
    }

    /// Magnitudes from 1e-10 to 1e6 of bfloat16 and float32.
    private static let wide: ClosedRange<UInt16> = 0x2edb...0x4974
    /// Those of float64.
    private static let double: ClosedRange<UInt16> = 0x3ddb...0x412e
    /// Magnitudes from 1e-4 to 16 of float16.
    private static let half: ClosedRange<UInt16> = 0x068e...0x4c00
  }
}
