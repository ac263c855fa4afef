import Platform

/// The standard normal distribution.
package enum NormalDistribution {
  /// The probability of at most z.
  package static func cumulative(_ z: Double) -> Double {
    0.5 * erfc(-z / 2.0.squareRoot())
  }

  /// The z with `cumulative(z)` = p; infinite at 0 and 1, NaN outside.
  ///
  /// Start: Abramowitz and Stegun 26.2.23 (error below 4.5e-4); Halley's steps then reach the last
  /// digits.
  package static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let tail = min(p, 1 - p)
    let t = (-2 * log(tail)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = -(t - numerator / denominator)
    for _ in 0..<3 {
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      guard density > 0 else { break }
      let step = (cumulative(z) - tail) / density
      z -= step / (1 + z * step / 2)
    }
    return p < 0.5 ? z : p > 0.5 ? -z : 0
  }
}
