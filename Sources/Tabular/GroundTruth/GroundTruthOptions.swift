/// What a reader states of a ground truth that its source does not say.
package struct GroundTruthOptions: Sendable, Equatable {
  /// nil: judged by the values.
  package var unit: AccuracyUnit?
  /// Whether a larger or a smaller number is better.
  package var better: GroundTruth.Better
  /// Columns of a tidy table that number repetitions, beside those that are called so (seed, run, ...).
  package var repetitions: [String]

  package init(
    unit: AccuracyUnit? = nil, better: GroundTruth.Better = .higher, repetitions: [String] = []
  ) {
    self.unit = unit
    self.better = better
    self.repetitions = repetitions
  }
}
