/// The state after `step` steps of PED, and the step that led there.
package struct TraceRow: Codable, Sendable, Equatable {
  /// From 0, where nothing has moved.
  package var step: Int
  /// The energy of all overlapping pairs.
  package var potentialEnergy: Double
  /// The sum of |shift| over classes and dimensions, in rescaled units; 0 in row 0.
  package var displacement: Double
  /// displacement, relative to the first; nil in row 0.
  package var changeRatio: Double?
  /// Pairs of classes whose balls overlap.
  package var overlappingPairs: Int

  package init(
    step: Int, potentialEnergy: Double, displacement: Double, changeRatio: Double?,
    overlappingPairs: Int
  ) {
    self.step = step
    self.potentialEnergy = potentialEnergy
    self.displacement = displacement
    self.changeRatio = changeRatio
    self.overlappingPairs = overlappingPairs
  }
}
