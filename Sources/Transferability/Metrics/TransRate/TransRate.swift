import FeatureStatistics
import LinearAlgebra
import Platform

/// TransRate: the coding rate of all rows minus that of the classes.
package struct TransRate: Metric {
  /// Of the classes' coding rates.
  enum Weights: String, CaseIterable, Sendable {
    case equal
    case classSize = "class_size"
  }

  let epsilon: Double
  let weights: Weights

  private static let epsilonOption = OptionDeclaration<Double>.number(
    "epsilon", .above(0), default: 1e-4, "distortion")
  private static let weightsOption = OptionDeclaration<Weights>.choice(
    "weights", default: .equal, "weights of the classes")
  package static let options: [any DeclaredOption] = [epsilonOption, weightsOption]

  package init(_ options: MetricOptions) throws {
    epsilon = try options(Self.epsilonOption)
    weights = try options(Self.weightsOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try PreparedTransRate(input.isometric(), epsilon: epsilon, weights)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    let size = min(n / c, d)
    return MetricWork(
      preparing: shape.reducing + c * size * size * size / 3 + 2 * n * d * (size + c)
        + d * d * d / 3 + 2 * d * d * c,
      scoring: 2 * n * c + 5 * c * c * min(c, d),
      // A factor for each class.
      held: Int(8 * c * size * min(c, d)),
      bytes: shape.rows < shape.dimension ? 0 : Int(18 * d * d + min(6 * n * d, 128e6)))
  }

  package static let description = MetricDescription(
    name: "transrate", title: "TransRate",
    summary: "Coding rate of all rows minus the mean coding rate of the classes.",
    formula: """
      R(Z) - sum_c w_c R(Z_c), R(Z) = 1/2 log det(I + Z'Z / (n epsilon)), n the rows of Z; all
      rows about the mean of all; w_c = 1/C (equal) or n_c/N (class_size).
      """,
    inputs: .features,
    cost:
      "once: one read, classes gathered 128 MB at a time, N D C + D^3 / 3 + per class min(n_c, D)^3; a setting: N C^2 + C^3",
    source: "Huang et al., ICML 2022; github.com/Long-Kai/TransRate",
    standardErrorCaution:
      "TransRate's standard errors are too large where classes have few rows for each dimension (1.1 to "
      + "1.9 times in trials), so that some of these pairs may differ all the same.",
    differences: [
      "equal weights as in the paper's listing; the repository's result scripts weigh by class size",
      "the repository's experiments also project or normalise rows, divide by the rank and choose "
        + "epsilon per task",
    ])
}
