/// An interval that is meant to hold the true value in 95 % of all samples, unless said otherwise.
package struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end.
  package let low: Double
  /// The upper end.
  package let high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Whether a value lies within, ends included.
  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
