import FeatureStatistics

/// How good a model is on its source data: a baseline that a metric has to beat.
package struct SourceAccuracy: AttributeMetric {
  private static let attribute = "source_accuracy"

  package init(_ options: MetricOptions) {}

  package static let description = MetricDescription(
    name: "source_accuracy", title: "Source accuracy",
    summary: "The accuracy of the model on its source data, as the store has it.",
    formula: "the attribute \(attribute) of /models/MODEL, in any unit", inputs: .attribute,
    attribute: attribute, cost: "nothing",
    source: "Kornblith et al., CVPR 2019; TE-Bench (github.com/alizkzm/te-guide) has one too",
    differences: [
      "self-supervised models have none: they are left out, as are models without logits by leep"
    ])
}
