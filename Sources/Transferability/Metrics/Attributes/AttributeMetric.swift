import FeatureStatistics

/// A baseline that is an attribute of the model: the one that its description names.
protocol AttributeMetric: Metric {}

extension AttributeMetric {
  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let description = Self.description
    guard let attribute = description.attribute else {
      preconditionFailure("\(description.name) names no attribute.")
    }
    return FixedScore(
      value: try input.requireAttribute(attribute, description.title), name: description.title)
  }

  package static var readsScatter: Bool { false }

  package static func work(_ shape: SampleShape) -> MetricWork { .none }
}
