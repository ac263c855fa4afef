import LinearAlgebra

/// The same score for every model: what a correlation is when nothing is known.
package struct ConstantScore: Metric {
  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    _ = try OptionReader(options, of: text)
    return ConstantScore()
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    FixedScore(value: 0, name: "Constant")
  }

  static let text = MetricDescription(
    name: "constant", title: "Constant", summary: "The same score for every model.",
    formula: "0", inputs: .shape, cost: "nothing", source: "a baseline; no paper's code")
}
