import LinearAlgebra

extension Sample {
  /// - Throws: ``MetricError`` if the store has no source-head outputs.
  func requireLogits(_ metric: String) throws -> any RowSource {
    guard let logits else {
      throw MetricError(
        "\(metric) reads source-head outputs; the store has no logits for this model and dataset.")
    }
    return logits
  }
}

/// A score that rigid class shifts do not change, because it reads no features.
struct FixedScore: PreparedMetric {
  let value: Double
  let name: String
  var note = "class shifts act on features; this score does not read them"

  func score(_ motion: ClassMotion) throws -> MetricScore {
    try finite(value, name, notes: motion.isIdentity ? [] : [note])
  }
}
