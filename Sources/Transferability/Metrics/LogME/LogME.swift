import FeatureStatistics
import LinearAlgebra

/// LogME: the log evidence of a Bayesian linear model, mean over targets, divided by N.
package struct LogME: Metric {
  /// The iteration for alpha and beta.
  package enum Variant: String, CaseIterable, Sendable {
    case fixedPoint = "fixed_point"
    case icml
    /// icml without the guards against division by zero.
    case tllib
    /// Each class begins with the alpha and beta of the class before.
    case transformerRanker = "transformer_ranker"
  }

  /// The one that is used.
  package let variant: Variant

  private static let variantOption = OptionDeclaration<Variant>.choice(
    "variant", default: .fixedPoint, "the iteration for alpha and beta")
  package static let options: [any DeclaredOption] = [variantOption]

  package init(_ options: MetricOptions) throws { variant = try options(Self.variantOption) }

  init(variant: Variant) { self.variant = variant }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    if let targets = input.targets {
      return try LogMEOfTargets(
        input.asOneClass(), targets: targets, dimension: input.features.columns, variant: variant)
    }
    return try prepared(input, charge: .dimension)
  }

  /// The metric of classes, with another complexity term than the official one.
  func prepared(_ input: ScoringInput, charge: LogMEEvidence.Charge) throws -> any PreparedMetric {
    let statistics = try input.isometric().statistics
    let evidence = LogMEEvidence(
      rows: statistics.sampleCount, dimension: input.dimension, variant: variant, charge: charge)
    return CommonOffset(statistics.moments).isFar
      ? try LogMEFarOff(statistics, evidence) : try PreparedLogME(statistics, evidence)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + LogMECost.preparing(dimension: d, classes: c),
      scoring: LogMECost.setting(dimension: d, classes: c),
      held: LogMECost.held(dimension: d, classes: c))
  }

  package static let description = MetricDescription(
    name: "logme", title: "LogME",
    summary: "Log evidence of a Bayesian linear model of each class indicator.",
    formula: """
      max over alpha, beta of [D/2 log alpha + N/2 log beta - 1/2 sum_k log(alpha + beta sigma_k)
      - beta/2 |F m - y|^2 - alpha/2 |m|^2 - N/2 log 2 pi] / N, mean over the one-hot targets y;
      sigma are the eigenvalues of F'F (D of them if N > D, else N), no centring, no bias.
      """,
    inputs: [.statistics, .targets],
    cost: LogMECost.text,
    source: "You et al., ICML 2021 and JMLR 2022; github.com/thuml/LogME",
    differences: [
      "fixed_point stops at 11 rounds or 1e-3, icml at 1e-2 with 1e-5 added to its quadratic terms",
      "tllib is what Transfer-Learning-Library (c4aa59e) computes: icml without the 1e-5",
      "transformer_ranker is what PyPI's transformer-ranker 0.2.0 computes: alpha and beta are set to 1 "
        + "once, so that each class begins where the class before ended and the score depends on the "
        + "order of labels; its N/2 log 2 pi, which has single precision there, is exact here",
      "labels are re-indexed here; in the official code an absent label below the largest is scored "
        + "as a target of zeros, which raises the mean",
      "EMMS's LogME_Score takes embedded labels as real-valued targets",
      "for N <= D the official fixed_point leaves out the D - N terms log alpha; so does this one",
      "on rank-deficient features the official value depends on rounding noise near 1e-10; here "
        + "null directions count with sigma = 0, as they do there nearly always",
    ])
}
