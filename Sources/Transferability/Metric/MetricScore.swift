/// What a prepared metric gives for a motion.
package struct MetricScore: Sendable, Equatable {
  /// One number for most metrics; what ``Metric/combine(_:)`` needs for hub-level ones.
  package let components: [Double]
  /// Remarks that belong beside the number, e.g. "rank 22 of 320: the official value is unstable".
  package let notes: [String]

  /// - Parameter components: as many as ``Metric/componentCount``.
  package init(components: [Double], notes: [String] = []) {
    self.components = components
    self.notes = notes
  }

  /// A score of one component.
  package init(_ score: Double, notes: [String] = []) {
    self.init(components: [score], notes: notes)
  }
}

/// - Throws: ``MetricError`` unless the score is a finite number.
func finite(_ score: Double, _ metric: String, notes: [String] = []) throws -> MetricScore {
  guard score.isFinite else {
    throw MetricError(
      "\(metric) is not a finite number (\(score)) here; "
        + "constant features or values too large or small to square are the usual cause.")
  }
  return MetricScore(score, notes: notes)
}
