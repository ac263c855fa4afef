/// The central force between two overlapping balls, per unit of the force constant.
///
/// Each force is minus the derivative of its energy by the distance d, and both vanish when the
/// balls (radii R_a, R_b; overlap o = R_a + R_b - d) do not overlap:
///
/// | force | magnitude | energy | model |
/// |---|---|---|---|
/// | overlap | o | o^2 / 2 | a spring (Hooke); the official method |
/// | inverse_square | 1 / d^2 | 1/d - 1/(R_a + R_b) | charges, cut off at contact |
/// | constant | 1 | o | a constant push |
struct PairForce {
  let kind: PEDSettings.Force

  func magnitude(distance: Double, contact: Double) -> Double {
    guard contact > distance else { return 0 }
    switch kind {
    case .overlap: return contact - distance
    case .inverseSquare: return 1 / (distance * distance)
    case .constant: return 1
    }
  }

  func energy(distance: Double, contact: Double) -> Double {
    guard contact > distance else { return 0 }
    let overlap = contact - distance
    switch kind {
    case .overlap: return overlap * overlap / 2
    case .inverseSquare: return 1 / distance - 1 / contact
    case .constant: return overlap
    }
  }
}
