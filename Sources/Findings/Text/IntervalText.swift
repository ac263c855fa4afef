import Wording

/// "[0.042, 0.782]"; a dash for none.
package enum IntervalText {
  /// The two ends in brackets.
  package static func text(_ low: Double?, _ high: Double?, digits: Int = 3) -> String {
    guard let low, let high else { return "—" }
    return "[\(Printed.fixed(low, decimals: digits)), \(Printed.fixed(high, decimals: digits))]"
  }
}
