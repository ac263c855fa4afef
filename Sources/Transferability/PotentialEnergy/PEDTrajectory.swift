import LinearAlgebra
import Parallel

/// The motion of the classes for settings that differ in iterations, exit ratio or the split of
/// k t^2 / 2 only.
///
/// State s has the moved means B_s M with B_s a C x C matrix whose rows sum to 1. A step is
/// B <- B + L B (+ the velocity), L_ab = -w_ab / d_ab and L_aa = -sum of the others, with
/// w_ab = min(k t^2 / 2 * f_ab, o_ab) the distance that the pair's force f_ab moves a and b
/// each. Radii never change: the shifts are rigid. Cost of a step: 2 C^2 D + 5 C^3 flops, nearly
/// all in matrix products; the first is for the L1 norm of the step, in D dimensions. A step that the
/// exit test discards costs 4 C^3 as a rule: the test is decided by a bound of that norm.
struct PEDTrajectory {
  /// What decides the motion.
  struct Key: Hashable {
    /// k t^2 / 2
    let strength: Double
    let radiusScale: Double
    let force: PEDSettings.Force
    let velocity: PEDSettings.Velocity
    let mass: PEDSettings.Mass
    let radius: PEDSettings.Radius
    let clip: Bool
  }

  /// What decides a first step but for its length.
  struct Beginning: Hashable {
    let radiusScale: Double
    let force: PEDSettings.Force
    let mass: PEDSettings.Mass
  }

  /// The state after some steps.
  struct State {
    /// C x C
    let mixing: Matrix
    /// L1 norm of the step that led here; NaN if it is undefined (coincident means). At least that
    /// where it is not exact, which only a step that fails the exit test is.
    fileprivate(set) var displacement: Double
    fileprivate(set) var isExact = true
    /// Potential energy divided by the force constant; 0 for a step that has not
    /// passed the exit test.
    var energy = 0.0
    var overlappingPairs = 0
    /// Whether the step that led here had a direction: no two means coincided.
    var isDefined = true
  }

  private let balls: ClassBalls
  private let key: Key
  private let law: PairForce
  private(set) var states: [State]
  /// The overlaps of the last state, computed on first use.
  private var overlaps: Overlaps?
  /// C x C, velocity times step size.
  private var drift: Matrix
  /// C x C, the step that led to the last state; nil before the second.
  private var shift: Matrix?
  /// C x min(C, D): where the last state has the means, in the basis of `ClassBalls.coordinates`.
  private var places: Matrix

  init(balls: ClassBalls, key: Key) {
    self.balls = balls
    self.key = key
    let classes = balls.centres.rows
    law = PairForce(
      kind: key.force, radii: balls.radii.map { $0 * key.radiusScale },
      masses: key.mass == .unit ? [Double](repeating: 1, count: classes) : balls.sizes,
      coincidence: balls.coincidence)
    drift = Matrix(rows: classes, columns: classes)
    states = [State(mixing: .identity(classes), displacement: 0)]
    places = balls.coordinates
  }

  /// Extends the motion to `count` steps, or to the first step that the exit test discards.
  mutating func extend(to count: Int, exitRatio: Double) {
    while true {
      let last = states.count - 1
      guard last == 0 || passes(exitRatio) else { return }
      let overlaps = overlapsOfLast()
      guard last < count else { return }
      step(overlaps)
    }
  }

  /// Whether the last step is longer than so much of the first one. An undefined step has no ratio, and so
  /// fails the test too.
  private mutating func passes(_ exitRatio: Double) -> Bool {
    let last = states.count - 1
    let ratio = states[last].displacement / states[1].displacement
    guard let shift, !states[last].isExact, !ratio.isFinite || ratio > exitRatio else {
      return ratio > exitRatio
    }
    states[last].displacement = length(shift)
    states[last].isExact = true
    return passes(exitRatio)
  }

  private mutating func overlapsOfLast() -> Overlaps {
    if let overlaps { return overlaps }
    let last = states.count - 1
    let distances = last == 0 ? balls.distances : places.rowDistances()
    let result = law.overlaps(distances, strength: key.strength, clips: key.clip)
    states[last].energy = result.energy
    states[last].overlappingPairs = result.pairs
    overlaps = result
    return result
  }

  private mutating func step(_ overlaps: Overlaps) {
    self.overlaps = nil
    let mixing = states[states.count - 1].mixing
    guard overlaps.isDefined else {
      states.append(State(mixing: mixing, displacement: .nan, isDefined: false))
      return
    }
    let isFirst = states.count == 1
    let pushed = isFirst ? overlaps.pull : overlaps.pull.times(mixing)
    let shift = key.velocity == .kept ? drift + pushed : pushed
    if key.velocity == .kept { drift = drift + 2 * pushed }
    let way = shift.times(balls.coordinates)
    places = places + way
    var state = State(mixing: mixing + shift, displacement: 0)
    if isFirst {
      state.displacement = firstDisplacement(overlaps)
    } else if 2 * way.columns < balls.centres.columns {
      self.shift = shift
      (state.displacement, state.isExact) = (greatestLength(shift, way), false)
    } else {
      // Coordinates of as many dimensions are the features' own.
      state.displacement =
        way.columns == balls.centres.columns ? way.sumOfAbsoluteValues : length(shift)
    }
    states.append(state)
  }

  /// L1 norm of a step in D dimensions. Cost 2 C^2 D.
  private func length(_ shift: Matrix) -> Double {
    shift.sumOfAbsoluteProducts(with: balls.centres)
  }

  /// No less than ``length(_:)``, from the classes' ways in an orthonormal basis: the L1 norm of a vector
  /// is at most D^1/2 times its length, some 5/4 of it as a rule. Cost C^2.
  private func greatestLength(_ shift: Matrix, _ way: Matrix) -> Double {
    let norms = balls.coordinates.rowSquares().map { $0.squareRoot() }
    let sum = way.rowSquares().enumerated().reduce(0.0) { sum, row in
      let terms = zip(shift.row(row.offset), norms).reduce(0) { $0 + abs($1.0) * $1.1 }
      return sum + row.element.squareRoot() + Self.rounding * terms
    }
    return (1 + Self.rounding) * Double(balls.centres.columns).squareRoot() * sum
  }

  /// Relative to the terms of a sum: a hundred times what a product of matrices may lose.
  private static let rounding = 1e-11

  /// A first step is as long as its strength, unless pairs are clipped: one product serves all
  /// strengths.
  private func firstDisplacement(_ overlaps: Overlaps) -> Double {
    let beginning = Beginning(radiusScale: key.radiusScale, force: key.force, mass: key.mass)
    guard !overlaps.isClipped else { return length(overlaps.pull) }
    let unit = balls.firstSteps.value(for: beginning) {
      length(law.overlaps(balls.distances, strength: 1, clips: false).pull)
    }
    return key.strength * unit
  }
}
