/// Row s of an energy trace: the state after s steps, and the step that led there.
package struct EnergyTraceRow: Sendable, Equatable {
  /// s, from 0
  package let step: Int
  /// (k/2) * sum over pairs of overlap^2 (for force `overlap`), in rescaled units.
  package let potentialEnergy: Double
  /// Sum of |shift| over classes and dimensions, in rescaled units; 0 in row 0.
  package let displacement: Double
  /// displacement / first displacement; nil in row 0.
  package let changeRatio: Double?
  /// Pairs of classes whose balls overlap.
  package let overlappingPairs: Int

  /// Values in rescaled units.
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
