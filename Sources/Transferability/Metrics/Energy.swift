import FeatureStatistics
import LinearAlgebra

/// The mean log-sum-exp of the source logits.
package struct Energy: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let outputs = try input.requireOutputs("Energy")
    let kind = try outputs.kind()
    guard kind == .logits else {
      throw MetricError(
        "Energy needs logits. These source outputs are \(kind.rawValue), which are "
          + "normalised: their log-sum-exp is the same for every row. Store the logits, or set "
          + "logits_are if they are such.")
    }
    var sum = 0.0
    try input.forEachOutput("Energy") { _, values in sum += logSumExp(values[...]) }
    return FixedScore(value: sum / Double(outputs.rows.rows), name: "Energy")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "energy", title: "Energy",
    summary: "Mean log-sum-exp of the source logits.",
    formula: "mean_i log sum_z exp(logits[i, z])",
    inputs: .logits, comparesClasses: false,
    cost: "once: one read of the logits, N K; a setting: nothing",
    source: "Liu et al., NeurIPS 2020 (free energy)",
    differences: ["all rows count; ETran takes the lowest 0.5 % and the features: metric etran"])
}
