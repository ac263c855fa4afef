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
  /// Labelled features on the source data.
  package static let source = MetricInputs(rawValue: 16)
  /// Features of the architecture before training.
  package static let randomFeatures = MetricInputs(rawValue: 32)
  /// Which image each row is of.
  package static let images = MetricInputs(rawValue: 64)
  /// A number of the model: see ``MetricDescription/attribute``.
  package static let attribute = MetricInputs(rawValue: 128)
  /// Nothing but the shape (number of features, constant ranking).
  package static let shape: MetricInputs = []
}
