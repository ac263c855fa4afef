import Platform

/// MT19937 (Matsumoto and Nishimura, ACM TOMACS 1998) and normal numbers by Marsaglia's polar
/// method: the sequence of NumPy's `RandomState(seed).normal`, which official code draws from.
package struct MersenneTwister: Sendable {
  private var state = [UInt32](repeating: 0, count: 624)
  private var position = 624
  private var spare: Double?

  /// As NumPy's `RandomState(seed)` for a seed of 32 bits.
  package init(seed: UInt32) {
    var word = seed
    for i in state.indices {
      state[i] = word
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(i + 1)
    }
  }

  /// The next standard normal numbers.
  package mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in nextNormal() } }

  private mutating func nextNormal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let (a, b) = (2 * nextUnit() - 1, 2 * nextUnit() - 1)
      let square = a * a + b * b
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = factor * a
      return factor * b
    }
  }

  /// In [0, 1), with 53 random bits.
  private mutating func nextUnit() -> Double {
    let (high, low) = (next() >> 5, next() >> 6)
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  private mutating func next() -> UInt32 {
    if position == 624 { twist() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func twist() {
    for i in 0..<624 {
      let word = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7FFF_FFFF)
      state[i] = state[(i + 397) % 624] ^ (word >> 1) ^ (word & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    position = 0
  }
}
