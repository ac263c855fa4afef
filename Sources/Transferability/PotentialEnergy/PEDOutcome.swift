/// The outcome of PED for one setting.
package struct PEDOutcome: Sendable {
  /// Where the classes are in the end.
  package let motion: ClassMotion
  /// Which motion it is, among those of one ``PEDPreparation``.
  package let place: MotionPlace
  /// Rows 0...stepsTaken.
  package let trace: [EnergyTraceRow]
  /// Steps applied.
  package let stepsTaken: Int
  /// Why there was no further step.
  package let stop: StopReason
}
