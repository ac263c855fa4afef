import FeatureStatistics

/// The size of a model: a baseline that a metric has to beat.
package struct ParameterCount: AttributeMetric {
  private static let attribute = "parameters"

  package init(_ options: MetricOptions) {}

  package static let description = MetricDescription(
    name: "parameter_count", title: "Parameter count",
    summary: "The number of the model's parameters, as the store has it.",
    formula: "the attribute \(attribute) of /models/MODEL", inputs: .attribute,
    attribute: attribute, cost: "nothing",
    source: "a baseline; TE-Bench (github.com/alizkzm/te-guide) has one too")
}
