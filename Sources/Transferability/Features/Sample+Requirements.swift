import LinearAlgebra

/// What a metric needs of a sample, as sentences where it is missing.
extension Sample {
  /// - Throws: ``MetricError`` with fewer than two classes.
  func requireTwoClasses(_ metric: String) throws {
    guard statistics.classCount > 1 else {
      throw MetricError("\(metric) compares classes; the dataset has \(statistics.classCount).")
    }
  }

  /// - Throws: ``MetricError`` if the store has no source-head outputs.
  func requireLogits(_ metric: String) throws -> any RowSource {
    guard let logits else {
      throw MetricError(
        "\(metric) reads source-head outputs; the store has no logits for this model and dataset.")
    }
    return logits
  }
}
