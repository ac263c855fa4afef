import FeatureStatistics
import LinearAlgebra

/// LogME charged for the directions that the data determine, not for all D.
package struct LogMEEffective: Metric {
  private let base: LogME

  /// There are no options: the fixed point is that of the official code.
  package init(_ options: MetricOptions) { base = LogME(variant: .fixedPoint) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try base.prepared(input, charge: .effectiveDimension)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + 2 * d * d * d, scoring: MetricWork.eigen(d) + 2 * c * d * d)
  }

  package static let description = MetricDescription(
    name: "logme_effective", title: "LogME, effective dimension",
    summary: "LogME with the effective number of parameters in its complexity term.",
    formula: """
      as logme (fixed_point), with gamma/2 log alpha in place of D/2 log alpha,
      gamma = sum_k sigma_k / (sigma_k + alpha/beta) of the last round.
      """,
    inputs: .statistics,
    cost: "a setting: 9 D^3, no features",
    source: "TE-Bench, github.com/alizkzm/te-guide guide/scores/refined.py (002852b)",
    differences: [
      "a hypothesis of its authors, who say that LogME falls with dimensions of noise; no longer the "
        + "evidence of a model",
      "as with logme, null directions count with sigma = 0",
    ])
}
