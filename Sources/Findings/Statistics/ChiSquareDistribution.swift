import Foundation
import Transferability

/// The chi-square distribution.
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
