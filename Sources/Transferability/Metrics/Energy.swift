import LinearAlgebra

/// The mean log-sum-exp of the source logits.
package struct Energy: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    let logits = try sample.requireLogits("Energy")
    var sum = 0.0
    try logits.forEachBlock { _, block in
      for i in 0..<block.rows { sum += logSumExp(block.row(i)) }
    }
    return FixedScore(value: sum / Double(logits.rows), name: "Energy")
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "energy", title: "Energy",
    summary: "Mean log-sum-exp of the source logits.",
    formula: "mean_i log sum_z exp(logits[i, z])",
    inputs: .logits,
    cost: "once: one read of the logits, N K; a setting: nothing",
    source: "Liu et al., NeurIPS 2020 (free energy)",
    differences: ["all rows count; ETran takes the lowest 0.5 % and the features: metric etran"])
}
