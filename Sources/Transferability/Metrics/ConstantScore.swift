import FeatureStatistics
import LinearAlgebra

/// The same score for every model: what a correlation is when nothing is known.
package struct ConstantScore: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    FixedScore(value: 0, name: "Constant")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "constant", title: "Constant", summary: "The same score for every model.",
    formula: "0", inputs: .shape, cost: "nothing", source: "a baseline; no paper's code")
}
