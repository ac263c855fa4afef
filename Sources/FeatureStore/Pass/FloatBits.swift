/// A format whose bits were stored as integers: what `view(uint16)` leaves of an array.
package enum FloatBits: String, Sendable {
  case bfloat16, float16, float32

  /// The format that integers look like; nil if they may be what they are.
  ///
  /// As bits of a float they are either sign with a magnitude from 1e-10 to 1e6, or of float16 from 1e-4
  /// to 16, and nothing between. Integers that mean themselves have no such gap.
  ///
  /// - Parameter bytes: of an integer: 2 or 4.
  init?(_ values: some Collection<Double>, bytes: Int) {
    let wide = bytes == 2 ? UInt32(0x2edc)...0x4974 : 0x2edb_e6ff...0x4974_2400
    let sign: UInt32 = bytes == 2 ? 0x8000 : 0x8000_0000
    let mask = bytes == 2 ? UInt32(0xffff) : .max
    var (count, negative, inWide, inHalf) = (0, 0, 0, 0)
    for value in values where value != 0 {
      let word = UInt32(truncatingIfNeeded: Int(value)) & mask
      let magnitude = word & ~sign
      count += 1
      if word != magnitude { negative += 1 }
      if wide.contains(magnitude) { inWide += 1 }
      if bytes == 2, Self.half.contains(magnitude) { inHalf += 1 }
    }
    let hasBothSigns = negative * 10 >= count && negative * 10 <= 9 * count
    guard count >= 256 else { return nil }
    // Of a network's rectified outputs all are positive: a fifth of all integers would look so.
    if inWide * 1000 >= 999 * count, hasBothSigns || negative == 0 {
      self = bytes == 2 ? .bfloat16 : .float32
    } else if inHalf * 1000 >= 999 * count, hasBothSigns {
      self = .float16
    } else {
      return nil
    }
  }

  private static let half: ClosedRange<UInt32> = 0x068e...0x4c00
}
