import Foundation
import Transferability

package enum ChiSquareDistribution {
  /// P(X > x): the regularised upper incomplete gamma function Q(degrees / 2, x / 2), by its
  /// recurrence Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1) from Q(1/2) or Q(1).
  package static func upperTail(_ x: Double, degrees: Int) -> Double {
    guard x > 0 else { return 1 }
    let half = x / 2
    var shape = degrees % 2 == 0 ? 1.0 : 0.5
    var tail = degrees % 2 == 0 ? exp(-half) : erfc(half.squareRoot())
    while shape + 0.5 < Double(degrees) / 2 {
      tail += exp(shape * log(half) - half - lgamma(shape + 1))
      shape += 1
    }
    return min(1, tail)
  }
}

/// The studentized range of `groups` normal means with infinitely many degrees of freedom.
package enum StudentizedRange {
  /// k * integral of phi(z) (Phi(z) - Phi(z - q))^(k - 1) dz, by the trapezoidal rule, which for
  /// so smooth a function on the whole line is exact to rounding at this step.
  package static func cumulative(_ q: Double, groups: Int) -> Double {
    guard q > 0 else { return 0 }
    let step = 0.02
    var sum = 0.0
    for index in -450...(450 + Int(q / step)) {
      let z = Double(index) * step
      let inside = NormalDistribution.cumulative(z) - NormalDistribution.cumulative(z - q)
      sum += exp(-z * z / 2) * pow(inside, Double(groups - 1))
    }
    return min(1, Double(groups) * sum * step / (2 * Double.pi).squareRoot())
  }

  /// By bisection.
  package static func quantile(_ probability: Double, groups: Int) -> Double {
    var (low, high) = (0.0, 50.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cumulative(middle, groups: groups) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

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
