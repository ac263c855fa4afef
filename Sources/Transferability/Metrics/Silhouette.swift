import FeatureStatistics
import LinearAlgebra

/// The silhouette coefficient of the classes: how much nearer rows are to their own class.
package struct Silhouette: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try input.requireTwoClasses("The silhouette")
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

  /// Inner products that are held at a time: 16 MB.
  private static let blockElements = 1 << 21
  /// Squared distances below this share of the squared lengths have lost digits, and are computed
  /// again from differences.
  private static let cancelled = 1e-2

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = try MovedRows(input, classes, motion).matrix()
    let norms = (0..<rows.rows).map { sumOfSquares(rows.row($0)) }
    guard norms.allSatisfy(\.isFinite) else {
      throw MetricError("The silhouette: the features are too large to square.")
    }
    let size = max(1, Self.blockElements / max(rows.rows, 1))
    var sum = 0.0
    rows.forEachPiece(of: size, in: 0..<rows.rows) { first, piece in
      let products = piece.timesTransposed(rows)
      for i in 0..<piece.rows {
        let sums = distanceSums(ofRow: first + i, products.row(i), norms, rows)
        sum += coefficient(sums, own: input.labels[first + i])
      }
    }
    return try finite(sum / Double(rows.rows), "The silhouette")
  }

  /// [C]: the distances of row i to all rows of each class, summed.
  private func distanceSums(
    ofRow i: Int, _ products: ArraySlice<Double>, _ norms: [Double], _ rows: Matrix
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: classes.counts.count)
    for (j, product) in products.enumerated() where j != i {
      let lengths = norms[i] + norms[j]
      var square = lengths - 2 * product
      if square < Self.cancelled * lengths {
        square = zip(rows.row(i), rows.row(j)).reduce(0) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
      }
      sums[input.labels[j]] += square.squareRoot()
    }
    return sums
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
