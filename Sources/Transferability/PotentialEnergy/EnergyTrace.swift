/// Row s of an energy trace: the state after s steps, and the step that led there.
package struct EnergyTraceRow: Sendable, Equatable {
  package let step: Int
  /// (k/2) * sum over pairs of overlap^2 (for force `overlap`), in rescaled units.
  package let potentialEnergy: Double
  /// Sum of |shift| over classes and dimensions, in rescaled units; 0 in row 0.
  package let displacement: Double
  /// displacement / first displacement; nil in row 0.
  package let changeRatio: Double?
  package let overlappingPairs: Int

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

/// Why a motion ended.
package enum StopReason: String, Sendable, CaseIterable {
  case iterations
  case exitRatio = "exit_ratio"
  /// The first displacement is zero (or undefined: coincident means); nothing was applied.
  case noOverlap = "no_overlap"
}

/// A state of a trajectory: settings that end at the same one have the same motion.
package struct MotionPlace: Hashable, Sendable {
  let trajectory: PEDTrajectory.Key
  let step: Int
}

/// The outcome of PED for one setting.
package struct PEDOutcome: Sendable {
  package let motion: ClassMotion
  /// Which motion it is, among those of one ``PEDPreparation``.
  package let place: MotionPlace
  /// Rows 0...stepsTaken.
  package let trace: [EnergyTraceRow]
  package let stepsTaken: Int
  package let stop: StopReason
}
