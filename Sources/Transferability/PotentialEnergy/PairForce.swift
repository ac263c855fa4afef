import LinearAlgebra

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
struct PairForce: Sendable {
  let kind: PEDSettings.Force
  /// Per class
  let radii: [Double]
  /// Per class
  let masses: [Double]
  /// Distances up to this count as zero.
  let coincidence: Double

  private func magnitude(distance: Double, contact: Double) -> Double {
    guard contact > distance else { return 0 }
    switch kind {
    case .overlap: return contact - distance
    case .inverseSquare: return 1 / (distance * distance)
    case .constant: return 1
    }
  }

  private func energy(distance: Double, contact: Double) -> Double {
    guard contact > distance else { return 0 }
    let overlap = contact - distance
    switch kind {
    case .overlap: return overlap * overlap / 2
    case .inverseSquare: return 1 / distance - 1 / contact
    case .constant: return overlap
    }
  }

  /// All pairs of one state.
  ///
  /// A pair's force, times `strength`, moves both: the lighter of the two farther, by its overlap at
  /// most if `clips`. One factor for both keeps action equal to reaction.
  ///
  /// - Parameter distances: C x C; the lower triangle is read. Cost 10 C^2.
  func overlaps(_ distances: Matrix, strength: Double, clips: Bool) -> Overlaps {
    let classes = radii.count
    var pull = Matrix(rows: classes, columns: classes)
    var (sum, pairs, isDefined, isClipped) = (0.0, 0, true, false)
    pull.elements.withUnsafeMutableBufferPointer { pull in
      distances.elements.withUnsafeBufferPointer { distances in
        for a in 0..<classes {
          for b in 0..<a {
            let (distance, contact) = (distances[a * classes + b], radii[a] + radii[b])
            if distance <= coincidence { isDefined = false }
            guard contact > distance else { continue }
            sum += energy(distance: distance, contact: contact)
            pairs += 1
            var push = strength * magnitude(distance: distance, contact: contact)
            let limit = (contact - distance) * min(masses[a], masses[b])
            if clips, push > limit {
              push = limit
              isClipped = true
            }
            let (onA, onB) = (push / masses[a] / distance, push / masses[b] / distance)
            pull[a * classes + b] -= onA
            pull[a * classes + a] += onA
            pull[b * classes + a] -= onB
            pull[b * classes + b] += onB
          }
        }
      }
    }
    return Overlaps(
      pull: pull, energy: sum, pairs: pairs, isDefined: isDefined, isClipped: isClipped)
  }
}

/// What the overlapping pairs of a state say.
struct Overlaps {
  /// L, C x C: the next step moves the means by L times them.
  let pull: Matrix
  /// Per unit of the force constant
  let energy: Double
  let pairs: Int
  /// Whether no two means coincide: their direction would be undefined.
  let isDefined: Bool
  /// Whether a pair moves by less than its force would have it.
  let isClipped: Bool
}
