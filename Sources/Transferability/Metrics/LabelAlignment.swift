import FeatureStatistics
import LinearAlgebra

/// Centred kernel alignment of features and labels, both kernels linear: the numerator of KITE.
package struct LabelAlignment: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedLabelAlignment(products: MeanProducts(try input.isometric().statistics))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing + 2 * d * d * c, scoring: 8 * c * c * c)
  }

  package static let description = MetricDescription(
    name: "cka", title: "CKA with labels (KITE)",
    summary: "Centred kernel alignment of features and labels: KITE's numerator.",
    formula: """
      <K, L> / (|K| |L|), K = X X' of the centred rows, L = Y Y' of the centred one-hot labels;
      <K, L> = sum_c n_c^2 |mu_c - mu|^2, |K| = |X'X|_F, |L| = |diag(n) - n n'/N|_F.
      """,
    inputs: .statistics,
    cost: "once: D^2 C; a setting: C^3, no features",
    source: "Guo, arXiv 2405.01603 (KITE); Kornblith et al., ICML 2019 (CKA); no official code of "
      + "KITE is public",
    differences: [
      "KITE divides this by the alignment with features of a randomly initialised network of the "
        + "same architecture: metric kite, where the store has those"
    ])
}

/// With T = W + sum n_c mu_c mu_c' after the motion, |T|^2 = |W|^2 + 2 sum n_c mu_c'W mu_c
/// + sum_ab n_a n_b (mu_a'mu_b)^2: no D x D matrix is needed.
struct PreparedLabelAlignment: PreparedMetric {
  let products: MeanProducts

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let counts = products.classes.counts
    let (plain, within) = products.moved(motion)
    // Relative to the trace: fourth powers then stay within the range of doubles.
    let scale =
      products.withinTrace + zip(counts, plain.diagonal).reduce(0) { $0 + $1.0 * $1.1 }
    guard scale > 0 else {
      throw MetricError("CKA: the features are the same in all rows.")
    }
    var alignment = 0.0
    var features = products.withinSquares / scale / scale
    for (a, count) in counts.enumerated() {
      alignment += count * count * (plain[a, a] / scale)
      features += 2 * count * (within[a, a] / scale / scale)
      for (b, other) in counts.enumerated() {
        let product = plain[a, b] / scale
        features += count * other * product * product
      }
    }
    return try finite(alignment / (features.squareRoot() * LabelKernel.norm(counts)), "CKA")
  }
}
