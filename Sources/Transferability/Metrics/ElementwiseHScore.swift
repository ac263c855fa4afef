import FeatureStatistics
import LinearAlgebra

/// Google's H-score: sum over dimensions of pinv(Cov(f))_dd Cov(g)_dd.
struct ElementwiseHScore: PreparedMetric {
  /// As the features are stored, where the axes matter
  private let stored: CentredClasses
  private let input: IsometricInput
  /// In the fewer coordinates
  private let classes: CentredClasses

  /// The public code's cutoff of eigenvalues, relative to the largest.
  private static let cutoff = 1e-5

  init(_ input: ScoringInput) throws {
    stored = CentredClasses(input.moments)
    self.input = try input.isometric()
    classes = CentredClasses(self.input.statistics.moments)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let eigen = try SymmetricEigen(classes.totalScatter(input.statistics.scatter, motion))
    let largest = eigen.values.last ?? 0
    let kept = eigen.values.indices.filter { eigen.values[$0] > Self.cutoff * largest }
    guard largest > 0, !kept.isEmpty else {
      throw MetricError("The H-score needs features that vary; these are the same in all rows.")
    }
    let vectors = try input.rows.ambientVectors(eigen.vectors.selecting(kept))
      .scalingRows(by: kept.map { 1 / eigen.values[$0].squareRoot() })
    let between = stored.between(motion, stored.means)
    let score = zip(vectors.columnSquares(), between.columnSquares())
      .reduce(0) { $0 + $1.0 * $1.1 }
    return try finite(score, "The H-score")
  }
}
