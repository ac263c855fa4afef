import LinearAlgebra
import Platform

/// NCE: minus the conditional entropy of the labels given the predicted source class.
package struct NCE: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    let logits = try sample.requireLogits("NCE")
    var joint = Matrix(rows: sample.statistics.classCount, columns: logits.columns)
    try logits.forEachBlock { start, block in
      for i in 0..<block.rows {
        let row = block.row(i)
        guard let largest = row.max(), let place = row.firstIndex(of: largest) else { continue }
        joint[sample.labels[start + i], place - row.startIndex] += 1
      }
    }
    var sum = 0.0
    for z in 0..<joint.columns {
      let counts = (0..<joint.rows).map { joint[$0, z] }
      let total = counts.reduce(0, +)
      for count in counts where count > 0 { sum += count * log(count / total) }
    }
    return FixedScore(value: sum / Double(logits.rows), name: "NCE")
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "nce", title: "NCE",
    summary: "Minus the conditional entropy of the labels given the predicted source class.",
    formula: "-H(Y|Z), Z the arg max of the source logits (N x K)",
    inputs: .logits,
    cost: "once: one read of the logits, N K; a setting: nothing",
    source: "Tran et al., ICCV 2019; github.com/thuml/Transfer-Learning-Library",
    differences: [
      "0 log 0 = 0; thuml's code adds 1e-20 inside the log, PARC's copy 1e-5 to the counts"
    ])
}
