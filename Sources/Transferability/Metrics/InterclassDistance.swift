import FeatureStatistics
import LinearAlgebra

/// How far class means lie from each other, in units of the spread of the two classes.
package struct InterclassDistance: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let statistics = try input.isometric().statistics
    return PreparedInterclassDistance(
      products: MeanProducts(statistics),
      spreads: (0..<statistics.classCount).map { statistics.variances.row($0).reduce(0, +) })
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing + 2 * d * d * c, scoring: 8 * c * c * c)
  }

  package static let description = MetricDescription(
    name: "int", title: "INT (Occam)",
    summary: "Mean squared distance of two class means over the spread of the two classes.",
    formula: """
      mean over ordered pairs a != b of |mu_a - mu_b|^2 / (v_a + v_b), v_c = sum over dimensions of
      the population variance within class c.
      """,
    inputs: .statistics,
    cost: "once: D^2 C; a setting: C^3, no features",
    source: "Singh, Hess, Vanschoren, ICML 2025 (arXiv 2502.06925, pairwise normalised interclass "
      + "distance); no code of the paper is public",
    differences: [
      "the paper's normalisation is taken from descriptions of it, and could not be compared with its "
        + "text: distances of means over the variance within the two classes",
      "a pair counts what Galanti, Gyorgy and Hutter (ICLR 2022) call class-distance normalised "
        + "variance, as 1 / (2 CDNV)",
    ])
}

struct PreparedInterclassDistance: PreparedMetric {
  let products: MeanProducts
  /// [C]
  let spreads: [Double]

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let plain = products.moved(motion).plain
    var sum = 0.0
    for a in spreads.indices {
      for b in 0..<a {
        let spread = spreads[a] + spreads[b]
        guard spread > 0 else {
          throw MetricError(
            "INT divides by the spread within two classes, and classes \(b) and \(a) (from 0) have "
              + "none: all rows of each are the same, or there is one.")
        }
        sum += max(plain[a, a] + plain[b, b] - 2 * plain[a, b], 0) / spread
      }
    }
    let pairs = Double(spreads.count * (spreads.count - 1)) / 2
    return try finite(sum / pairs, "INT")
  }
}
