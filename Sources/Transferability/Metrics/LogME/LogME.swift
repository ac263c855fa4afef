import LinearAlgebra

/// LogME: the log evidence of a Bayesian linear model, mean over targets, divided by N.
package struct LogME: Metric {
  package enum Variant: String, CaseIterable, Sendable {
    case fixedPoint = "fixed_point"
    case icml
  }

  package let variant: Variant

  package init(variant: Variant = .fixedPoint) { self.variant = variant }

  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    var metric = LogME()
    for (name, value) in options {
      guard name == "variant" else {
        throw MetricError("LogME has no option \"\(name)\"; it has: variant.")
      }
      guard case .text(let text) = value, let variant = Variant(rawValue: text) else {
        throw MetricError("LogME's variant is \(value); allowed are: fixed_point, icml.")
      }
      metric = LogME(variant: variant)
    }
    return metric
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    if let targets = sample.targets {
      return try LogMEOfTargets(sample, targets: targets, variant: variant)
    }
    return try PreparedLogME(sample.statistics, variant: variant)
  }

  static let text = MetricDescription(
    name: "logme", title: "LogME",
    summary: "Log evidence of a Bayesian linear model of each class indicator.",
    formula: """
      max over alpha, beta of [D/2 log alpha + N/2 log beta - 1/2 sum_k log(alpha + beta sigma_k)
      - beta/2 |F m - y|^2 - alpha/2 |m|^2 - N/2 log 2 pi] / N, mean over the one-hot targets y;
      sigma are the eigenvalues of F'F (D of them if N > D, else N), no centring, no bias.
      """,
    inputs: [.statistics, .targets],
    cost: "once: 4/3 D^3; a setting: about 25 factorisations of C x C (1.4 C^3 each), or 9 D^3 if "
      + "that is less; no features",
    source: "You et al., ICML 2021 and JMLR 2022; github.com/thuml/LogME",
    differences: [
      "fixed_point stops at 11 rounds or 1e-3, icml at 1e-2 with 1e-5 added to its quadratic terms",
      "labels are re-indexed here; in the official code an absent label below the largest is scored "
        + "as a target of zeros, which raises the mean",
      "EMMS's LogME_Score takes embedded labels as real-valued targets",
      "for N <= D the official fixed_point leaves out the D - N terms log alpha; so does this one",
      "on rank-deficient features the official value depends on rounding noise near 1e-10; here "
        + "null directions count with sigma = 0, as they do there nearly always",
    ],
    options: [
      MetricOptionDescription(
        name: "variant", allowed: "fixed_point, icml", defaultValue: .text("fixed_point"),
        summary: "the iteration for alpha and beta")
    ])
}
