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
