import Platform

/// The logarithm of the gamma function and its derivative, for x > 0: Stirling's series from 12 on,
/// and the recurrence below.
enum GammaFunction {
  /// Where the series have all digits.
  private static let start = 12.0
  /// B_2k / (2k (2k - 1)), of x^(1 - 2k)
  private static let logarithmic: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360,
  ]
  /// B_2k / 2k, of x^(-2k)
  private static let derived: [Double] = [
    1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32_760, 1.0 / 12,
  ]

  static func logarithm(_ x: Double) -> Double {
    var (place, product) = (x, 1.0)
    while place < start {
      product *= place
      place += 1
    }
    let stirling = (place - 0.5) * log(place) - place + 0.5 * log(2 * Double.pi)
    return stirling + series(logarithmic, place) * place - log(product)
  }

  static func digamma(_ x: Double) -> Double {
    var (place, sum) = (x, 0.0)
    while place < start {
      sum -= 1 / place
      place += 1
    }
    return sum + log(place) - 0.5 / place - series(derived, place)
  }

  /// sum_k c_k x^(-2k), k from 1.
  private static func series(_ coefficients: [Double], _ x: Double) -> Double {
    let inverse = 1 / (x * x)
    return coefficients.reversed().reduce(0) { ($0 + $1) * inverse }
  }
}
