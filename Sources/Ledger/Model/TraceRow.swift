/// The state after `step` steps of PED, and the step that led there.
package struct TraceRow: Codable, Sendable, Equatable {
  package var step: Int
  package var potentialEnergy: Double
  package var displacement: Double
  package var changeRatio: Double?
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
