import FeatureStatistics
import LinearAlgebra

/// Minus the within-class spread relative to that of the class means: neural collapse's NC1.
package struct VarianceCollapse: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedVarianceCollapse(
      products: MeanProducts(try input.isometric().statistics),
      floor: Self.rounding(input.moments))
  }

  /// Spread of the class means, per direction, that rounding of the features and of their sums leaves of
  /// means that are the same: some units in the last place of the largest, squared.
  private static func rounding(_ moments: ClassMoments) -> Double {
    let deviations = moments.standardDeviations
    let size = sumOfSquares(moments.mean) + sumOfSquares(deviations)
    return 256 * Double.ulpOfOne * Double.ulpOfOne * size
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + 2 * d * d * c, scoring: 8 * c * c * c + MetricWork.eigen(c))
  }

  package static let description = MetricDescription(
    name: "variance_collapse", title: "Variance collapse (FaCe)",
    summary: "Minus tr(Sw pinv(Sb)) / C: how far classes have collapsed; FaCe's first term.",
    formula: """
      - tr(Sw pinv(Sb)) / C, Sw = scatter within classes / N,
      Sb = sum_c n_c/N (mu_c - mu)(mu_c - mu)'; directions of Sb below rounding are dropped.
      """,
    inputs: .statistics,
    cost: "once: D^2 C; a setting: 9 C^3, no features",
    source:
      "Papyan, Han, Donoho, PNAS 2020 (NC1); Ding et al., arXiv 2310.05754 (FaCe); no code of "
      + "FaCe is public",
    differences: [
      "negative, so that larger is better",
      "FaCe adds a term of class fairness: metrics class_fairness and face",
      "with unequal classes some take the plain mean over classes in Sb; here classes count by size",
    ])
}

/// Sb = B'B with B = diag(sqrt(n/N)) M, so tr(Sw pinv(Sb)) = sum_k (u_k' B Sw B' u_k) / lambda_k^2
/// over the eigenpairs of B B' (C x C).
struct PreparedVarianceCollapse: PreparedMetric {
  let products: MeanProducts
  /// Eigenvalues of Sb up to it are rounding.
  let floor: Double

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let (counts, total) = (products.classes.counts, products.classes.total)
    let roots = counts.map { ($0 / total).squareRoot() }
    let (plain, within) = products.moved(motion)
    let eigen = try SymmetricEigen(plain.scalingRows(by: roots).scalingColumns(by: roots))
    let weighted = within.scalingRows(by: roots).scalingColumns(by: roots)
    let cutoff = max(floor, Double(counts.count) * Double.ulpOfOne * (eigen.values.last ?? 0))
    let projected = eigen.vectors.times(weighted)
    var (sum, rank) = (0.0, 0)
    for k in eigen.values.indices where eigen.values[k] > cutoff {
      let product = zip(projected.row(k), eigen.vectors.row(k)).reduce(0) { $0 + $1.0 * $1.1 }
      sum += product / total / eigen.values[k] / eigen.values[k]
      rank += 1
    }
    guard rank > 0 else {
      throw MetricError(
        "Variance collapse divides by the spread of the class means, and there is none: they are "
          + "all the same, but for rounding.")
    }
    return try finite(-sum / Double(counts.count), "Variance collapse")
  }
}
