import FeatureStatistics
import LinearAlgebra

/// SFDA with each row scored against its class mean without it.
package struct SFDALeaveOneOut: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try input.requireSpreadWithinClasses("SFDA, leave one out,")
    return try PreparedSFDALeaveOneOut(input.isometric())
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + d * d * d / 3,
      scoring: d * d * d / 3 + 3 * n * d * d + 4 * n * d * c)
  }

  package static let description = MetricDescription(
    name: "sfda_loo", title: "SFDA, leave one out",
    summary: "SFDA with own-class logits against the class mean without the row.",
    formula: """
      as sfda; in both passes the own logit is against mu_y without the row: with v the row about mu_y,
      -1/2 v'R^-1 v becomes (n_y/(n_y - 1))^2 times that. A class of one row keeps its mean.
      """,
    inputs: [.statistics, .features],
    cost: "once: D^3/3; a setting: four reads, 3 N D^2, 4 N D C and D^3/3",
    source: "TE-Bench, github.com/alizkzm/te-guide guide/scores/refined.py (002852b), leave_frac 0",
    differences: [
      "te-guide's other levers (folds, standardising, PCA, Ledoit-Wolf, one softmax) are not here: "
        + "off by default there"
    ])
}

struct PreparedSFDALeaveOneOut: PreparedMetric {
  private let input: IsometricInput
  private let classes: CentredClasses
  private let shrinkage: Double
  /// Of the shrunk scatter within classes, which no motion changes
  private let factor: Cholesky

  init(_ input: IsometricInput) throws {
    self.input = input
    classes = CentredClasses(input.statistics.moments)
    shrinkage = SFDAShrinkage.value(input.statistics, ones: input.rows.ones())
    factor = try Self.factor(input.statistics.scatter, input, shrinkage)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let (labels, counts) = (input.rows.labels, classes.counts)
    let rows = MovedRows(input.rows, classes, motion)
    let means = classes.combination(motion).times(classes.means)
    let first = LeaveOneOutDiscriminant(means: means, factor: factor, counts: counts)
    let confidences = try first.values(of: rows, labels) { Softmax(logits: $0).confidence($1) }
    let mixed = MixedRows(rows, labels, confidences, means: means)
    let mixedMeans = try mixed.classMeans(counts)
    let second = LeaveOneOutDiscriminant(
      means: mixedMeans,
      factor: try Self.factor(mixed.scatter(about: mixedMeans), input, shrinkage),
      counts: counts)
    let probabilities = try second.values(of: mixed, labels) {
      Softmax(logits: $0).probability($1)
    }
    return try finite(
      probabilities.reduce(0, +) / Double(labels.count), "SFDA, leave one out,")
  }

  private static func factor(
    _ scatter: Matrix, _ input: IsometricInput, _ shrinkage: Double
  ) throws -> Cholesky {
    try SFDAShrinkage.factor(
      scatter, rows: input.statistics.sampleCount, shrinkage, dimension: input.rows.dimension)
  }
}
