import FeatureStatistics
import LinearAlgebra

/// Rows whose inner products are those of the features, with all their statistics: what metrics that
/// depend on inner products alone compute with.
struct IsometricInput: Sendable {
  /// The rows in D or in N coordinates, whichever are fewer.
  let rows: ScoringInput
  let statistics: ClassStatistics

  /// - Precondition: the scatter is that of the rows.
  init(_ rows: ScoringInput, scatter: Matrix) {
    self.rows = rows
    statistics = ClassStatistics(rows.moments, scatter: scatter)
  }
}
