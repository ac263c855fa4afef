import LinearAlgebra

/// The motion of the classes for settings that differ in iterations, exit ratio or the split of
/// k t^2 / 2 only.
///
/// State s has the moved means B_s M with B_s a C x C matrix whose rows sum to 1. A step is
/// B <- B + L B (+ the velocity), L_ab = -w_ab / d_ab and L_aa = -sum of the others, with
/// w_ab = min(k t^2 / 2 * f_ab, o_ab) the distance that the pair's force f_ab moves a and b
/// each. Radii never change: the shifts are rigid. Cost of a step: 2 C^2 D + 5 C^3 flops, nearly
/// all in matrix products; the first is for the L1 norm of the step, in D dimensions.
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
    /// Potential energy divided by the force constant.
    let energy: Double
    let overlappingPairs: Int
    /// L1 norm of the step that led here; NaN if it is undefined (coincident means).
    let displacement: Double
  }

  private let balls: ClassBalls
  private let radii: [Double]
  private let masses: [Double]
  private let key: Key
  private let law: PairForce
  private(set) var states: [State] = []
  /// L of the last state; nil if two means coincide there: their direction is undefined.
  private var pull: Matrix?
  /// Whether a pair of the last state moves by less than its force would have it.
  private var isClipped = false
  /// C x C, velocity times step size.
  private var drift: Matrix

  init(balls: ClassBalls, key: Key) {
    self.balls = balls
    self.key = key
    let classes = balls.centres.rows
    radii = balls.radii.map { $0 * key.radiusScale }
    masses = key.mass == .unit ? [Double](repeating: 1, count: classes) : balls.sizes
    law = PairForce(kind: key.force)
    drift = Matrix(rows: classes, columns: classes)
    append(mixing: .identity(classes), distances: balls.distances, displacement: 0)
  }

  /// Extends the motion to `count` steps, or to the first step that the exit test discards.
  mutating func extend(to count: Int, exitRatio: Double) {
    while states.count <= count {
      // An undefined step has no ratio, and so fails the test too.
      let last = states[states.count - 1].displacement
      guard states.count == 1 || last / states[1].displacement > exitRatio else { return }
      step()
    }
  }

  private mutating func step() {
    let mixing = states[states.count - 1].mixing
    guard let pull else {
      states.append(State(mixing: mixing, energy: 0, overlappingPairs: 0, displacement: .nan))
      return
    }
    let isFirst = states.count == 1
    let pushed = isFirst ? pull : pull.times(mixing)
    let shift = key.velocity == .kept ? drift + pushed : pushed
    if key.velocity == .kept { drift = drift + 2 * pushed }
    let moved = mixing + shift
    append(
      mixing: moved, distances: moved.times(balls.coordinates).rowDistances(),
      displacement: isFirst ? firstDisplacement(pull) : length(shift))
  }

  /// L1 norm of a step in D dimensions. Cost 2 C^2 D.
  private func length(_ shift: Matrix) -> Double {
    shift.times(balls.centres).sumOfAbsoluteValues
  }

  /// A first step is as long as its strength, unless pairs are clipped: one product serves all
  /// strengths.
  private func firstDisplacement(_ pull: Matrix) -> Double {
    let beginning = Beginning(radiusScale: key.radiusScale, force: key.force, mass: key.mass)
    guard !isClipped,
      let unit = try? balls.firstSteps.value(for: beginning, compute: { length(unitPull()) })
    else { return length(pull) }
    return key.strength * unit
  }

  /// L of the first state for a strength of 1, unclipped.
  private func unitPull() -> Matrix {
    var pull = Matrix(rows: masses.count, columns: masses.count)
    for a in masses.indices {
      for b in 0..<a {
        let (distance, contact) = (balls.distances[a, b], radii[a] + radii[b])
        guard contact > distance else { continue }
        push(a, b, law.magnitude(distance: distance, contact: contact), distance, &pull)
      }
    }
    return pull
  }

  /// Adds a state, with what its pairs say of its energy and of the next step.
  private mutating func append(mixing: Matrix, distances: Matrix, displacement: Double) {
    isClipped = false
    var (energy, pairs, isDefined) = (0.0, 0, true)
    var pull = Matrix(rows: masses.count, columns: masses.count)
    for a in masses.indices {
      for b in 0..<a {
        let distance = distances[a, b]
        if distance <= balls.coincidence { isDefined = false }
        let contact = radii[a] + radii[b]
        guard contact > distance else { continue }
        energy += law.energy(distance: distance, contact: contact)
        pairs += 1
        push(a, b, strength(a, b, distance, contact), distance, &pull)
      }
    }
    self.pull = isDefined ? pull : nil
    states.append(
      State(mixing: mixing, energy: energy, overlappingPairs: pairs, displacement: displacement))
  }

  /// How far the force of an overlapping pair moves both, times their masses. The lighter of the two
  /// moves farther; it moves by its overlap at most. One factor for both keeps action equal to
  /// reaction.
  private mutating func strength(
    _ a: Int, _ b: Int, _ distance: Double, _ contact: Double
  ) -> Double {
    let free = key.strength * law.magnitude(distance: distance, contact: contact)
    let limit = (contact - distance) * min(masses[a], masses[b])
    guard key.clip, free > limit else { return free }
    isClipped = true
    return limit
  }

  /// Adds to L what an overlapping pair does to each other.
  private func push(_ a: Int, _ b: Int, _ push: Double, _ distance: Double, _ pull: inout Matrix) {
    let (onA, onB) = (push / masses[a] / distance, push / masses[b] / distance)
    pull[a, b] -= onA
    pull[a, a] += onA
    pull[b, a] -= onB
    pull[b, b] += onB
  }
}
