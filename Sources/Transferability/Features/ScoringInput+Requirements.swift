import FeatureStatistics
import LinearAlgebra

/// What a metric needs of its input, as sentences where it is missing.
extension ScoringInput {
  /// - Throws: ``MetricError`` with fewer than two classes.
  func requireTwoClasses(_ metric: String) throws {
    guard moments.classCount > 1 else {
      throw MetricError("\(metric) compares classes; the dataset has \(moments.classCount).")
    }
  }
}
