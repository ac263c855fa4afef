import FeatureStatistics
import LinearAlgebra

extension IsometricInput {
  /// Rows that are held in memory, with their statistics: N D^2.
  ///
  /// - Parameter labels: one per row, in 0..<classCount, none of which is without rows.
  init(rows: Matrix, labels: [Int], classCount: Int) {
    var counts = [Int](repeating: 0, count: classCount)
    for c in labels { counts[c] += 1 }
    let shares = counts.map { 1 / Double($0) }
    let means = rows.rowSums(byLabel: labels, count: classCount).scalingRows(by: shares)
    var residuals = rows
    residuals.subtract(means, byLabel: labels)
    let moments = ClassMoments(
      counts: counts, means: means,
      variances: residuals.squareSums(byLabel: labels, count: classCount).scalingRows(by: shares))
    let scatter = residuals.gram()
    self.init(
      ScoringInput(moments: moments, scatter: scatter, labels: labels, features: rows),
      scatter: scatter)
  }
}
