import FeatureStatistics
import LinearAlgebra
import Platform

/// Minus how often near rows have another label.
package struct ConceptVariance: Metric {
  let decay: Double

  private static let decayOption = OptionDeclaration<Double>.number(
    "alpha", .above(0), default: 2, "how fast the weight of a row falls with its distance")
  package static let options: [any DeclaredOption] = [decayOption]

  package init(_ options: MetricOptions) throws { decay = try options(Self.decayOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedConceptVariance(
      decay: decay, input: input.withoutScatter, classes: CentredClasses(input.moments))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    return MetricWork(preparing: 0, scoring: 2 * n * n * (d + 20))
  }

  package static let description = MetricDescription(
    name: "concept_variance", title: "Concept variance (Occam)",
    summary: "Minus the share of other labels among the rows, near ones counting more.",
    formula: """
      - mean_i sum_j w_ij [y_i != y_j] / sum_j w_ij over j != i, w_ij = 2^(-alpha d_ij / (sqrt D - d_ij)),
      d_ij the Euclidean distance of rows i and j after each dimension is scaled to 0...1.
      """,
    inputs: .features,
    cost: "a setting: one read, held in memory (N D), and N^2 D",
    source: "Singh, Hess, Vanschoren, ICML 2025 (arXiv 2502.06925); Vilalta and Drissi 2002 "
      + "(concept variation); no code of the paper is public, CRAN's mfe has Vilalta's",
    differences: [
      "the paper's variant is taken for Vilalta's measure, which it cites by that name; its text could "
        + "not be compared",
      "negative, so that larger is better",
      "two rows at opposite corners in all dimensions (d = sqrt D) do not see each other",
    ])
}

struct PreparedConceptVariance: PreparedMetric {
  let decay: Double
  let input: ScoringInput
  let classes: CentredClasses

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = Self.unitScaledColumns(try MovedRows(input, classes, motion).matrix())
    let reach = Double(rows.columns).squareRoot()
    var sum = 0.0
    try RowDistances(rows, metric: "Concept variance").forEachRow { i, distances in
      sum += try share(ofOthers: distances, row: i, reach)
    }
    return try finite(-sum / Double(rows.rows), "Concept variance")
  }

  /// - Parameter reach: the largest distance there can be.
  private func share(ofOthers distances: [Double], row: Int, _ reach: Double) throws -> Double {
    var (others, all) = (0.0, 0.0)
    for (j, distance) in distances.enumerated() where j != row && distance < reach {
      let weight = exp2(-decay * distance / (reach - distance))
      all += weight
      if input.labels[j] != input.labels[row] { others += weight }
    }
    guard all > 0 else {
      throw MetricError(
        "Concept variance weighs rows by their distance, and row \(row) (from 0) is as far as can be "
          + "from all others.")
    }
    return others / all
  }

  /// Each dimension from 0 to 1; zeros where it does not vary.
  private static func unitScaledColumns(_ rows: Matrix) -> Matrix {
    var low = [Double](repeating: .infinity, count: rows.columns)
    var high = low.map { -$0 }
    for i in 0..<rows.rows {
      for d in low.indices {
        low[d] = min(low[d], rows[i, d])
        high[d] = max(high[d], rows[i, d])
      }
    }
    return rows.subtractingFromRows(low).scalingColumns(
      by: zip(low, high).map { $1 > $0 ? 1 / ($1 - $0) : 0 })
  }
}
