import LinearAlgebra

/// The number of features: a baseline that a metric has to beat.
package struct FeatureCount: Metric {
  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    _ = try OptionReader(options, of: text)
    return FeatureCount()
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    FixedScore(value: Double(sample.statistics.dimension), name: "Feature count")
  }

  static let text = MetricDescription(
    name: "feature_count", title: "Feature count", summary: "The number of features.",
    formula: "D", inputs: .shape, cost: "nothing", source: "a baseline; no paper's code")
}
