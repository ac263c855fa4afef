import FeatureStatistics
import LinearAlgebra
import Platform

/// NCE: minus the conditional entropy of the labels given the predicted source class.
package struct NCE: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let outputs = try input.requireOutputs("NCE")
    var joint = Matrix(rows: input.moments.classCount, columns: outputs.rows.columns)
    try input.forEachOutput("NCE") { i, row in
      joint[input.labels[i], row.indexOfLargest] += 1
    }
    var sum = 0.0
    for z in 0..<joint.columns {
      let counts = (0..<joint.rows).map { joint[$0, z] }
      let total = counts.reduce(0, +)
      for count in counts where count > 0 { sum += count * log(count / total) }
    }
    return FixedScore(value: sum / Double(input.labels.count), name: "NCE")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "nce", title: "NCE",
    summary: "Minus the conditional entropy of the labels given the predicted source class.",
    formula: "-H(Y|Z), Z the arg max of the source outputs (N x K), the first of equals",
    inputs: .logits,
    cost: "once: one read of the logits, N K; a setting: nothing",
    source: "Tran et al., ICCV 2019; github.com/thuml/Transfer-Learning-Library",
    differences: [
      "0 log 0 = 0; thuml's code adds 1e-20 inside the log, PARC's copy 1e-5 to the counts"
    ])
}
