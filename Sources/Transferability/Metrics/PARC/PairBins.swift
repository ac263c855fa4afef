/// Values from 0 to 2 by the leading bits of their representation: bins in the order of the values.
enum PairBins {
  /// The bits below those that the values of a bin have in common: 4096 bins for each power of two.
  private static let shift: UInt64 = 40
  /// The bin of 2^-16, in which are all smaller values, too.
  private static let smallest = (1023 - 16) << 12
  /// How many there are, the last one that of 2.
  static let count = (1024 << 12) - smallest + 1

  /// - Parameter bits: of a value from 0 to 2.
  @inline(__always)
  static func bin(_ bits: UInt64) -> Int { max(Int(bits >> shift) - smallest, 0) }
}
