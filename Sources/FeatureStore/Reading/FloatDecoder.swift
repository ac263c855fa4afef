/// Widening of stored numbers to doubles. The loops have no branches, so that they vectorise.
enum FloatDecoder {
  /// - Parameter source: `count` numbers as they lie in the file.
  static func decode(
    _ source: UnsafeRawPointer, count: Int, bytes: Int, bigEndian: Bool,
    into target: UnsafeMutablePointer<Double>
  ) {
    switch (bytes, bigEndian) {
    case (2, false):
      let half = source.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { target[i] = Double(widened(half[i])) }
    case (2, true):
      let half = source.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { target[i] = Double(widened(half[i].byteSwapped)) }
    case (4, false):
      let single = source.assumingMemoryBound(to: Float.self)
      for i in 0..<count { target[i] = Double(single[i]) }
    case (4, true):
      let single = source.assumingMemoryBound(to: UInt32.self)
      for i in 0..<count { target[i] = Double(Float(bitPattern: single[i].byteSwapped)) }
    case (8, true):
      let double = source.assumingMemoryBound(to: UInt64.self)
      for i in 0..<count { target[i] = Double(bitPattern: double[i].byteSwapped) }
    default:
      target.update(from: source.assumingMemoryBound(to: Double.self), count: count)
    }
  }

  /// What a float of so many bytes keeps of a number.
  static func rounded(_ value: Double, bytes: Int) -> Double {
    switch bytes {
    case 2: Double(widened(FloatEncoder.narrowed(value)))
    case 4: Double(Float(value))
    default: value
    }
  }

  /// IEEE half to single by integer shifts and one exact multiplication (by 2^112, which moves the
  /// exponent's bias and normalises subnormal numbers); infinities and NaN get the full exponent.
  @inline(__always)
  private static func widened(_ half: UInt16) -> Float {
    let magnitude = UInt32(half & 0x7fff) << 13
    let scaled = (Float(bitPattern: magnitude) * Float(bitPattern: 0x7780_0000)).bitPattern
    let special: UInt32 = (half & 0x7c00) == 0x7c00 ? 0x7f80_0000 : 0
    return Float(bitPattern: scaled | special | (UInt32(half & 0x8000) << 16))
  }
}
