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
  /// What a class weighs: 1 (official), or its rows divided by their mean over the classes.
  package enum Mass: String, CaseIterable, Sendable {
    case unit
    case classSize = "class_size"
  }
  /// Which of the rows' distances from their class mean: root mean square (official), mean, largest.
  package enum Radius: String, CaseIterable, Sendable {
    case rms
    case meanDistance = "mean_distance"
    case max
  }

  /// t, the time of a step.
  package var stepSize = 0.1
  /// The most steps.
  package var iterations = 6
  /// k, the stiffness of a pair's spring.
  package var forceConstant = 1.0
  /// "nsigma" of the official code.
  package var radiusScale = 0.6
  /// A step is applied while it is longer than this share of the first.
  package var exitRatio = 0.5
  /// What dimensions are divided by.
  package var rescale = Rescale.reference
  /// Smallest standard deviation that is divided by.
  package var rescaleFloor = 0.001
  /// The law of a pair's force.
  package var force = Force.overlap
  /// At the start of a step.
  package var velocity = Velocity.reset
  /// Of a class.
  package var mass = Mass.unit
  /// Of a class.
  package var radius = Radius.rms
  /// Whether a pair moves by at most its overlap in one step.
  package var clip = true

  /// The official settings.
  package init() {}
}
