import FeatureStatistics

/// The size of a model: a baseline that a metric has to beat.
package struct ParameterCount: Metric {
  private static let attribute = "parameters"

  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    FixedScore(
      value: try input.requireAttribute(Self.attribute, "Parameter count"), name: "Parameter count")
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "parameter_count", title: "Parameter count",
    summary: "The number of the model's parameters, as the store has it.",
    formula: "the attribute \(attribute) of /models/MODEL", inputs: .attribute,
    attribute: attribute, cost: "nothing",
    source: "a baseline; TE-Bench (github.com/alizkzm/te-guide) has such a one")
}
