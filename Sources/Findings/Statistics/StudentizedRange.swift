import Foundation
import Transferability

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
