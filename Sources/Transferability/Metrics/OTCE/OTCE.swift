import FeatureStatistics
import LinearAlgebra

/// OTCE: what source labels say of target labels, coupled by optimal transport of the features.
package struct OTCE: Metric {
  /// Which of its two terms is the score.
  enum Term: String, CaseIterable, Sendable {
    case conditionalEntropy = "conditional_entropy"
    case wasserstein
  }

  let term: Term
  let rows: Int

  private static let termOption = OptionDeclaration<Term>.choice(
    "term", default: .conditionalEntropy, "minus the difference of the tasks, or of the domains")
  private static let rowsOption = OptionDeclaration<Int>.integer(
    "rows", in: 2...20_000, default: 1500,
    "the most rows of the source and of the target that are coupled, evenly spaced")
  package static let options: [any DeclaredOption] = [termOption, rowsOption]

  package init(_ options: MetricOptions) throws {
    term = try options(Self.termOption)
    rows = try options(Self.rowsOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try PreparedOTCE(self, input, input.requireSource("OTCE"))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    let coupled = min(n, Double(rowsOption.defaultValue))
    return MetricWork(
      preparing: 2 * n * d, scoring: 2 * coupled * coupled * d + 4 * coupled * coupled * coupled)
  }

  package static let description = MetricDescription(
    name: "otce", title: "OTCE",
    summary: "Minus the entropy of the labels given source labels, coupled by optimal transport.",
    formula: """
      - sum_zy P(z, y) log(P(z, y) / P(z)), P(z, y) = sum of pi_ij over the source rows i of label z and
      target rows j of label y; pi = arg min <pi, |s_i - x_j|^2> with masses 1/S and 1/N.
      term wasserstein: - <pi, |s_i - x_j|^2>.
      """,
    inputs: [.features, .source],
    cost: "once: one read of both; a setting: S N D and the transport, some S^2 N + S N^2, no "
      + "features; S and N at most option rows",
    source: "Tan, Li, Huang, CVPR 2021 and IEEE TNNLS 2024 (F-OTCE); "
      + "github.com/tanyang1231/OTCE_Transferability_CVPR21 (d844b87)",
    differences: [
      "the OTCE score proper is a weighted sum of both terms, whose weights are fitted on tasks of known "
        + "accuracy; the authors recommend the conditional entropy where there are none",
      "te-guide takes the distance instead of its square, and the source head's predictions for source "
        + "labels",
      "behind PED the target rows move and the source rows do not",
    ])
}
