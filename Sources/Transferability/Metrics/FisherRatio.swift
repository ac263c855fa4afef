import FeatureStatistics
import LinearAlgebra

/// Fisher's ratio: the spread of class means over the spread within classes.
package struct FisherRatio: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedFisherRatio(products: MeanProducts(try input.isometric().statistics))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing + 2 * d * d * c, scoring: 4 * c * c * c)
  }

  package static let description = MetricDescription(
    name: "fisher_ratio", title: "Fisher's ratio",
    summary: "Spread of class means over spread within classes.",
    formula:
      "tr(Sb) / tr(Sw), Sb = sum_c n_c (mu_c - mu)(mu_c - mu)', Sw the scatter within classes",
    inputs: .statistics,
    cost: "once: D^2 C; a setting: C^3, no features",
    source:
      "Fisher 1936; no paper's code; TE-Bench (github.com/alizkzm/te-guide) lists it as trivial",
    differences: ["te-guide adds 1e-12 to tr(Sw); here rows without spread are an error"])
}

struct PreparedFisherRatio: PreparedMetric {
  let products: MeanProducts

  func score(_ motion: ClassMotion) throws -> MetricScore {
    guard products.withinTrace > 0 else {
      throw MetricError(
        "Fisher's ratio divides by the spread within classes, and there is none: all rows of a "
          + "class are the same.")
    }
    let between = zip(products.classes.counts, products.moved(motion).plain.diagonal)
      .reduce(0) { $0 + $1.0 * $1.1 }
    return try finite(between / products.withinTrace, "Fisher's ratio")
  }
}
