import LinearAlgebra

/// What a metric needs of a sample, as sentences where it is missing.
extension Sample {
  /// - Throws: ``MetricError`` with fewer than two classes.
  func requireTwoClasses(_ metric: String) throws {
    guard statistics.classCount > 1 else {
      throw MetricError("\(metric) compares classes; the dataset has \(statistics.classCount).")
    }
  }
}
