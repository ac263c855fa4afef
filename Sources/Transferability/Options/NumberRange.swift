import Wording

/// Which finite numbers an option may be.
package enum NumberRange: Sendable, Equatable {
  case above(Double)
  case atLeast(Double)
  /// Neither end is allowed.
  case between(Double, Double)

  /// False for NaN and infinities.
  package func contains(_ number: Double) -> Bool {
    guard number.isFinite else { return false }
    switch self {
    case .above(let low): return number > low
    case .atLeast(let low): return number >= low
    case .between(let low, let high): return number > low && number < high
    }
  }

  /// "above 0"
  package var text: String {
    switch self {
    case .above(let low): "above \(Printed.exact(low))"
    case .atLeast(let low): "at least \(Printed.exact(low))"
    case .between(let low, let high): "between \(Printed.exact(low)) and \(Printed.exact(high))"
    }
  }
}
