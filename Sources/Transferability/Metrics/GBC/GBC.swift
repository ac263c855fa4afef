import FeatureStatistics
import LinearAlgebra
import Platform

/// GBC: minus the sum of Bhattacharyya coefficients between Gaussian classes.
package struct GBC: Metric {
  /// The shape of a class.
  enum Covariance: String, CaseIterable, Sendable { case spherical, diagonal }

  let covariance: Covariance
  /// Principal components to take first; 0 for none.
  let components: Int

  private static let gaussian = OptionDeclaration<Covariance>.choice(
    "gaussian", default: .spherical, "shape of a class")
  private static let pca = OptionDeclaration<Int>.integer(
    "pca", in: 0...4096, default: 0,
    "principal components taken first, after the motion; 0 takes the features; the paper is said "
      + "to take 64; a setting then reads the features once")
  package static let options: [any DeclaredOption] = [gaussian, pca]

  package init(_ options: MetricOptions) throws {
    covariance = try options(Self.gaussian)
    components = try options(Self.pca)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    guard components == 0 else {
      return GBCOnComponents(try input.isometric(), count: components, covariance)
    }
    return try PreparedGBC(input.moments, covariance)
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.numbers
    return MetricWork(preparing: 2 * c * c * d, scoring: 3 * c * c * c)
  }

  package static let description = MetricDescription(
    name: "gbc", title: "GBC",
    summary: "Minus the sum of Bhattacharyya coefficients between Gaussian classes.",
    formula: """
      - sum over ordered pairs a != b of exp(-B_ab),
      B_ab = 1/8 sum_d (mu_a - mu_b)^2 / s + 1/2 (sum log s - 1/2 sum log s_a - 1/2 sum log s_b),
      s = (s_a + s_b) / 2, s_c the population variances of class c, at least 1e-4; spherical: their
      mean over dimensions, one number.
      """,
    inputs: .statistics,
    cost: "a setting: 3 C^3 (C^2 D for diagonal), no features; with pca k: one read of "
      + "N D k and 9 D^3",
    source: "Pándy et al., CVPR 2022; github.com/google-research/google-research stable_transfer",
    differences: [
      "spherical counts the log term once, as the official code does; a true spherical Gaussian "
        + "would count it D times",
      "the official code computes in float32, this one in float64",
      "Model-Spider's GBC has full covariances after a PCA to 64 dimensions",
    ])
}
