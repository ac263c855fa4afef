import FeatureStatistics

/// What a metric reads.
package struct MetricInputs: OptionSet, Sendable {
  /// A bit for each input.
  package let rawValue: Int
  /// For `OptionSet`.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Class statistics only: a PED setting then reads no features.
  package static let statistics = MetricInputs(rawValue: 1)
  /// Passes over the features.
  package static let features = MetricInputs(rawValue: 2)
  /// Source-head outputs.
  package static let logits = MetricInputs(rawValue: 4)
  /// Real-valued targets (regression, multi-label) as well as classes.
  package static let targets = MetricInputs(rawValue: 8)
  /// Nothing but the shape (number of features, constant ranking).
  package static let shape: MetricInputs = []
}
