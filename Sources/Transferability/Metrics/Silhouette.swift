import FeatureStatistics
import LinearAlgebra

/// The silhouette coefficient of the classes: how much nearer rows are to their own class.
package struct Silhouette: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let reduced = try input.isometric()
    return PreparedSilhouette(
      input: reduced.rows.withoutScatter, classes: CentredClasses(reduced.statistics.moments))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing, scoring: 2 * n * n * d,
      bytes: MetricWork.pairs(shape, atMost: 1 << 22))
  }

  package static let description = MetricDescription(
    name: "silhouette", title: "Silhouette",
    summary: "Mean silhouette coefficient of the rows, the classes taken for clusters.",
    formula: """
      mean_i (b_i - a_i) / max(a_i, b_i), a_i = mean distance to the other rows of its class, b_i =
      least mean distance to the rows of another class; 0 for a class of one row.
      """,
    inputs: .features,
    cost: "a setting: one read, held in memory (N D), and N^2 D",
    source: "Rousseeuw 1987; scikit-learn silhouette_score; TE-Bench lists it as trivial",
    differences: ["te-guide takes a random 5,000 rows of larger sets; here all"])
}

struct PreparedSilhouette: PreparedMetric {
  let input: ScoringInput
  let classes: CentredClasses

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = try MovedRows(input, classes, motion).matrix()
    var sum = 0.0
    try RowDistances(rows, metric: "The silhouette").forEachRow { i, distances in
      var sums = [Double](repeating: 0, count: classes.counts.count)
      for (j, distance) in distances.enumerated() where j != i { sums[input.labels[j]] += distance }
      sum += coefficient(sums, own: input.labels[i])
    }
    return try finite(sum / Double(rows.rows), "The silhouette")
  }

  private func coefficient(_ sums: [Double], own: Int) -> Double {
    guard classes.counts[own] > 1 else { return 0 }
    let inside = sums[own] / (classes.counts[own] - 1)
    var outside = Double.infinity
    for (c, sum) in sums.enumerated() where c != own {
      outside = min(outside, sum / classes.counts[c])
    }
    let larger = max(inside, outside)
    return larger > 0 ? (outside - inside) / larger : 0
  }
}
