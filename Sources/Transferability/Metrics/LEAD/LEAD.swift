import FeatureStatistics
import LinearAlgebra
import Platform

/// LEAD: the loss to which the logits of a ridge classifier relax, class by class.
package struct LEAD: Metric {
  /// How fast a class relaxes.
  enum Rate: String, CaseIterable, Sendable {
    case cancelled
    case meanEigenvalue = "mean_eigenvalue"
  }

  let rate: Rate
  let time: Double
  let ridge: Double
  let seed: UInt64

  private static let rateOption = OptionDeclaration<Rate>.choice(
    "rate", default: .cancelled, "of relaxation: 1/min(8, n_c), or the NTK's mean eigenvalue")
  private static let timeOption = OptionDeclaration<Double>.number(
    "time", .above(0), default: 10, "of relaxation")
  private static let ridgeOption = OptionDeclaration<Double>.number(
    "ridge", .above(0), default: 1e-3, "added to the Gram matrix of the scaled features")
  private static let seedOption = OptionDeclaration<UInt64>.seed
  package static let options: [any DeclaredOption] = [
    rateOption, timeOption, ridgeOption, seedOption,
  ]

  package init(_ options: MetricOptions) throws {
    rate = try options(Self.rateOption)
    time = try options(Self.timeOption)
    ridge = try options(Self.ridgeOption)
    seed = try options(Self.seedOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let reduced = try input.isometric()
    return PreparedLEAD(
      metric: self, input: reduced, classes: CentredClasses(reduced.statistics.moments))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing, scoring: d * d * d / 3 + 2 * n * d * c)
  }

  package static let description = MetricDescription(
    name: "lead", title: "LEAD",
    summary: "Minus the cross entropy of ridge logits relaxed towards the labels.",
    formula: """
      mean_i log(softmax(l_i)[y_i] + 1e-12), l_i = (1 - r) e_{y_i} + r (z_i'W),
      r = exp(-lambda_{y_i} time); z the centred features over their mean length,
      W = (Z'Z + ridge)^-1 Z'Y; lambda_c = 1 / min(8, n_c) (cancelled), or the mean of |J_i|^2 over
      class c, J_i the summed gradient of a random head of 64 tanh units (mean_eigenvalue).
      """,
    inputs: [.statistics, .features],
    cost: "a setting: two reads, D^3/3 and N D C",
    randomness: "the head of rate mean_eigenvalue, from option seed; cancelled has none",
    source: "Hu et al., CVPR 2024 (arXiv 2507.14559); no official code is public; TE-Bench, "
      + "github.com/alizkzm/te-guide guide/scores/dynamics.py (002852b)",
    differences: [
      "te-guide divides the mean eigenvalue of the NTK by the sum of the eigenvalues, which is 1 / "
        + "number of rows whatever the features are: the NTK cancels, and so does its seed; this is "
        + "cancelled, the only form with public numbers",
      "mean_eigenvalue leaves out that division; the head's biases alone make lambda at least C, so "
        + "that at te-guide's time of 10 every class is at its labels and all models score alike: "
        + "set a shorter time",
    ])
}
