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
  private(set) var states: [State] = []
  /// L of the last state; nil if two means coincide there: their direction is undefined.
  private var pull: Matrix?
  /// C x C, velocity times step size.
  private var drift: Matrix

  init(balls: ClassBalls, key: Key) {
    self.balls = balls
    self.key = key
    let classes = balls.centres.rows
    radii = balls.radii.map { $0 * key.radiusScale }
    masses = key.mass == .unit ? [Double](repeating: 1, count: classes) : balls.sizes
    drift = Matrix(rows: classes, columns: classes)
    append(mixing: .identity(classes), displacement: 0)
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
    let pushed = pull.times(mixing)
    let shift = key.velocity == .kept ? drift + pushed : pushed
    if key.velocity == .kept { drift = drift + 2 * pushed }
    append(
      mixing: mixing + shift, displacement: shift.times(balls.centres).sumOfAbsoluteValues)
  }

  /// Adds a state, with what its pairs say of its energy and of the next step.
  private mutating func append(mixing: Matrix, displacement: Double) {
    let distances = mixing.times(balls.coordinates).rowDistances()
    let law = PairForce(kind: key.force)
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
        push(a, b, distance, contact, law, &pull)
      }
    }
    self.pull = isDefined ? pull : nil
    states.append(
      State(mixing: mixing, energy: energy, overlappingPairs: pairs, displacement: displacement))
  }

  /// Adds to L what an overlapping pair does to each other.
  private func push(
    _ a: Int, _ b: Int, _ distance: Double, _ contact: Double, _ law: PairForce,
    _ pull: inout Matrix
  ) {
    var push = key.strength * law.magnitude(distance: distance, contact: contact)
    // The lighter of the two moves farther; it moves by its overlap at most. One factor for
    // both keeps action equal to reaction.
    if key.clip { push = min(push, (contact - distance) * min(masses[a], masses[b])) }
    let (onA, onB) = (push / masses[a] / distance, push / masses[b] / distance)
    pull[a, b] -= onA
    pull[a, a] += onA
    pull[b, a] -= onB
    pull[b, b] += onB
  }
}
