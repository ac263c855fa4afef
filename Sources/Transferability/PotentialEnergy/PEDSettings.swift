/// One point of the sweep over PED. The defaults are the official script's.
package struct PEDSettings: Hashable, Sendable {
  /// Where mean and sd of the rescaling come from; official: the features on the source data.
  package enum Rescale: String, CaseIterable, Sendable { case reference, target, none }
  /// Magnitude of the force between two overlapping classes.
  package enum Force: String, CaseIterable, Sendable {
    case overlap
    case inverseSquare = "inverse_square"
    case constant
  }
  /// Whether each step starts at rest (official) or keeps the velocity of the one before.
  package enum Velocity: String, CaseIterable, Sendable { case reset, kept }
  package enum Mass: String, CaseIterable, Sendable {
    case unit
    case classSize = "class_size"
  }
  package enum Radius: String, CaseIterable, Sendable {
    case rms
    case meanDistance = "mean_distance"
    case max
  }

  package var stepSize = 0.1
  package var iterations = 6
  package var forceConstant = 1.0
  /// "nsigma" of the official code.
  package var radiusScale = 0.6
  package var exitRatio = 0.5
  package var rescale = Rescale.reference
  /// Smallest standard deviation that is divided by.
  package var rescaleFloor = 0.001
  package var force = Force.overlap
  package var velocity = Velocity.reset
  package var mass = Mass.unit
  package var radius = Radius.rms
  /// Whether a pair moves by at most its overlap in one step.
  package var clip = true

  package init() {}
}
