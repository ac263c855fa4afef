import LinearAlgebra

/// The motion of the classes for settings that differ in iterations, exit ratio or the split of
/// k t^2 / 2 only.
///
/// State s has the moved means B_s M with B_s a C x C matrix whose rows sum to 1. A step is
/// B <- B + L B (+ the velocity), L_ab = -w_ab / d_ab and L_aa = -sum of the others, with
/// w_ab = min(k t^2 / 2 * f_ab, o_ab) the distance that the pair's force f_ab moves a and b
/// each. Radii never change: the shifts are rigid. Cost of a step: C^3 + C^2 D.
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
  /// C x C, velocity times step size.
  private var drift: Matrix

  init(balls: ClassBalls, key: Key) {
    self.balls = balls
    self.key = key
    let classes = balls.centres.rows
    radii = balls.radii.map { $0 * key.radiusScale }
    masses = key.mass == .unit ? [Double](repeating: 1, count: classes) : balls.sizes
    drift = Matrix(rows: classes, columns: classes)
    states = [state(mixing: .identity(classes), displacement: 0)]
  }

  /// Extends the motion to `count` steps, or to its first undefined step.
  mutating func extend(to count: Int) {
    while states.count <= count, !(states[states.count - 1].displacement.isNaN) { step() }
  }

  private mutating func step() {
    let mixing = states[states.count - 1].mixing
    guard let pull = couplings(mixing) else {
      states.append(State(mixing: mixing, energy: 0, overlappingPairs: 0, displacement: .nan))
      return
    }
    let pushed = pull.times(mixing)
    let shift = key.velocity == .kept ? drift + pushed : pushed
    if key.velocity == .kept { drift = drift + 2 * pushed }
    let displacement = shift.times(balls.centres).elements.reduce(0) { $0 + abs($1) }
    states.append(state(mixing: mixing + shift, displacement: displacement))
  }

  /// L, or nil if two means coincide: their direction is undefined.
  private func couplings(_ mixing: Matrix) -> Matrix? {
    let classes = masses.count
    let law = PairForce(kind: key.force)
    let distances = distances(mixing)
    var result = Matrix(rows: classes, columns: classes)
    for a in 0..<classes {
      for b in 0..<a {
        let distance = distances[a, b]
        guard distance > balls.coincidence else { return nil }
        let contact = radii[a] + radii[b]
        guard contact > distance else { continue }
        var push = key.strength * law.magnitude(distance: distance, contact: contact)
        // The lighter of the two moves farther; it moves by its overlap at most. One factor for
        // both keeps action equal to reaction.
        if key.clip { push = min(push, (contact - distance) * min(masses[a], masses[b])) }
        let (onA, onB) = (push / masses[a] / distance, push / masses[b] / distance)
        result[a, b] -= onA
        result[a, a] += onA
        result[b, a] -= onB
        result[b, b] += onB
      }
    }
    return result
  }

  private func state(mixing: Matrix, displacement: Double) -> State {
    let distances = distances(mixing)
    let law = PairForce(kind: key.force)
    var (energy, pairs) = (0.0, 0)
    for a in 0..<masses.count {
      for b in 0..<a where radii[a] + radii[b] > distances[a, b] {
        energy += law.energy(distance: distances[a, b], contact: radii[a] + radii[b])
        pairs += 1
      }
    }
    return State(
      mixing: mixing, energy: energy, overlappingPairs: pairs, displacement: displacement)
  }

  /// C x C, the lower triangle filled.
  private func distances(_ mixing: Matrix) -> Matrix {
    let places = mixing.times(balls.coordinates)
    var result = Matrix(rows: masses.count, columns: masses.count)
    places.elements.withUnsafeBufferPointer { values in
      let width = places.columns
      for a in 0..<masses.count {
        for b in 0..<a {
          var square = 0.0
          for d in 0..<width {
            let difference = values[a * width + d] - values[b * width + d]
            square += difference * difference
          }
          result[a, b] = square.squareRoot()
        }
      }
    }
    return result
  }
}
