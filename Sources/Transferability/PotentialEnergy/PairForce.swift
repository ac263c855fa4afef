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
///
/// Balls that touch have no overlap, but the difference of two rounded numbers is seldom exactly 0:
/// what is below ``smallestOverlap`` of R_a + R_b, or within the rounding of the means, is taken for
/// a touch.
struct PairForce: Sendable {
  let kind: PEDSettings.Force
  /// Per class
  let radii: [Double]
  /// Per class
  let masses: [Double]
  /// Distances up to this count as zero.
  let coincidence: Double

  /// The smallest overlap of two balls, as a share of the sum of their radii.
  ///
  /// Radii and distances are sums over up to some 10^4 dimensions and 10^6 rows, and differ by up to
  /// about 1e-12 of themselves between BLAS kernels. A hundred times that decides the same way on
  /// all of them, and a force that is left out is smaller than 1e-10 of a radius: below the 1e-9 to
  /// which scores agree with the official code.
  static let smallestOverlap = 1e-10

  private func doOverlap(distance: Double, contact: Double) -> Bool {
    contact - distance > max(Self.smallestOverlap * contact, coincidence)
  }

  private func magnitude(distance: Double, contact: Double) -> Double {
    switch kind {
    case .overlap: return contact - distance
    case .inverseSquare: return 1 / (distance * distance)
    case .constant: return 1
    }
  }

  private func energy(distance: Double, contact: Double) -> Double {
    let overlap = contact - distance
    switch kind {
    case .overlap: return overlap * overlap / 2
    case .inverseSquare: return 1 / distance - 1 / contact
    case .constant: return overlap
    }
  }

  /// All pairs of one state.
  ///
  /// A pair's force, times `strength`, displaces both classes, the lighter one farther; with `clips`, by
  /// at most the overlap. One factor for both keeps action equal to reaction.
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
            guard doOverlap(distance: distance, contact: contact) else { continue }
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
