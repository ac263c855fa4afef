import FeatureStatistics
import LinearAlgebra
import Platform

/// RankMe: the effective rank of the features, without labels.
package struct RankMe: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedRankMe(spectrum: try MovedSpectrum(input, metric: "RankMe"))
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .spectrum(shape) }

  package static let description = MetricDescription(
    name: "rankme", title: "RankMe",
    summary: "Effective rank of the features: exp of the entropy of their singular values.",
    formula: """
      exp(- sum_k p_k log p_k), p_k = s_k / (sum s + e) + e, e = 1e-7, s the min(N, D) singular
      values of the features, not centred.
      """,
    inputs: .statistics, comparesClasses: false,
    cost: "a setting: 4/3 D^3, no features",
    source:
      "Garrido et al., ICML 2023; TE-Bench (github.com/alizkzm/te-guide) guide/core/linalg.py",
    differences: [
      "labels matter only through PED: without motion the score has none",
      "singular values from X'X: those below 1e-8 of the largest have no digits and count as 0",
    ])
}

struct PreparedRankMe: PreparedMetric {
  let spectrum: MovedSpectrum

  /// The paper's guard.
  private static let guardTerm = 1e-7

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let values = try spectrum.squares(motion, metric: "RankMe").map { $0.squareRoot() }
    let total = values.reduce(0, +) + Self.guardTerm
    let entropy = values.reduce(0) { sum, value in
      let share = value / total + Self.guardTerm
      return sum - share * log(share)
    }
    return try finite(exp(entropy), "RankMe", notes: spectrum.notes)
  }
}
