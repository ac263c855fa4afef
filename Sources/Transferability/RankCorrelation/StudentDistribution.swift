import Platform

/// Student's t with a whole number of degrees of freedom.
package enum StudentDistribution {
  /// P(T <= t), by the finite series in cos^2 of atan(t / sqrt(degrees)) (Abramowitz and Stegun
  /// 26.7.3 and 26.7.4).
  package static func cumulative(_ t: Double, degrees: Int) -> Double {
    let angle = atan(t / Double(degrees).squareRoot())
    let (sine, cosine) = (sin(angle), cos(angle))
    var term = degrees % 2 == 0 ? 1.0 : cosine
    var series = degrees == 1 ? 0 : term
    for power in stride(from: degrees % 2 == 0 ? 2 : 3, to: degrees, by: 2) {
      term *= Double(power - 1) / Double(power) * cosine * cosine
      series += term
    }
    let within =
      degrees % 2 == 0 ? sine * series : 2 / Double.pi * (angle + sine * series)
    return (1 + within) / 2
  }

  /// By bisection, for probabilities of at least 1/2.
  package static func quantile(_ probability: Double, degrees: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    while cumulative(high, degrees: degrees) < probability, high < 1e12 { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if cumulative(middle, degrees: degrees) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
