/// Rounding of doubles to stored numbers, little endian, to nearest, ties to even.
enum FloatEncoder {
  static func encode(
    _ source: UnsafePointer<Double>, count: Int, _ bytes: Int, into target: UnsafeMutableRawPointer
  ) {
    switch bytes {
    case 2:
      let half = target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { half[i] = narrowed(source[i]).littleEndian }
    case 4:
      let single = target.assumingMemoryBound(to: UInt32.self)
      for i in 0..<count { single[i] = Float(source[i]).bitPattern.littleEndian }
    default:
      let double = target.assumingMemoryBound(to: UInt64.self)
      for i in 0..<count { double[i] = source[i].bitPattern.littleEndian }
    }
  }

  /// IEEE half from double, to nearest, ties to even: all but the upper 10 bits of the fraction are
  /// rounded away by an addition that carries into them, and into the exponent.
  static func narrowed(_ value: Double) -> UInt16 {
    let sign = UInt16(truncatingIfNeeded: value.bitPattern >> 48) & 0x8000
    let magnitude = value.magnitude
    guard magnitude < 65_520 else {
      return sign | (magnitude.isNaN ? 0x7e00 : 0x7c00)
    }
    guard magnitude >= 0x1p-14 else {
      // Subnormal: a multiple of 2^-24.
      return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
    }
    let bits = magnitude.bitPattern
    let rounded = bits &+ 0x1ff_ffff_ffff &+ ((bits >> 42) & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded >> 42) &- (1008 << 10))
  }
}
