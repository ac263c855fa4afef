import FeatureStatistics
import LinearAlgebra

/// The number of features: a baseline that a metric has to beat.
package struct FeatureCount: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    FixedScore(value: Double(input.moments.dimension), name: "Feature count")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "feature_count", title: "Feature count", summary: "The number of features.",
    formula: "D", inputs: .shape, cost: "nothing", source: "a baseline; no paper's code")
}
