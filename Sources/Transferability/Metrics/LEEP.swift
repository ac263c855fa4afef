import FeatureStatistics
import LinearAlgebra
import Platform

/// LEEP: log likelihood of the labels through the source classes.
package struct LEEP: Metric {
  let isLogarithmic: Bool

  private static let logOption = OptionDeclaration<Bool>.flag(
    "log", default: true, "mean of the log, as in the paper")
  package static let options: [any DeclaredOption] = [logOption]

  package init(_ options: MetricOptions) throws { isLogarithmic = try options(Self.logOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let outputs = try input.requireOutputs("LEEP")
    let (classes, sources) = (input.moments.classCount, outputs.rows.columns)
    var joint = Matrix(rows: classes, columns: sources)
    try input.forEachDistribution("LEEP") { i, row in
      for z in 0..<sources { joint[input.labels[i], z] += row[z] }
    }
    let marginals = joint.transposedTimes([Double](repeating: 1, count: classes))
    // A source class without mass has no rows to give a probability to.
    let conditional = joint.scalingColumns(by: marginals.map { $0 > 0 ? 1 / $0 : 0 })
    var sum = 0.0
    try input.forEachDistribution("LEEP") { i, row in
      var probability = 0.0
      for z in 0..<sources { probability += row[z] * conditional[input.labels[i], z] }
      sum += isLogarithmic ? log(probability) : probability
    }
    return FixedScore(
      value: sum / Double(input.labels.count), name: "LEEP", notes: try input.outputNotes())
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "leep", title: "LEEP",
    summary: "Mean log likelihood of the labels through the source classes.",
    formula: "mean_i log s_i (log off: mean_i s_i), s_i = sum_z P(z|x_i) P(y_i|z), "
      + "P(z|x) = softmax of the source logits (N x K); "
      + "probabilities and log-probabilities are used as they are",
    inputs: .logits,
    cost: "once: two reads of the logits, N K; a setting: nothing",
    source: "Nguyen et al., ICML 2020; github.com/thuml/Transfer-Learning-Library",
    differences: [
      "source classes without mass count 0; thuml's code gives NaN",
      "the copies in SFDA and ETran leave out the log (option log) and fix K = 1000",
    ])
}
