extension MotionPath {
  /// Two classes whose balls overlap before or after the motion.
  package struct PairEnergy: Sendable, Equatable {
    /// The places of the classes, the larger first.
    package let first: Int
    /// The other one.
    package let second: Int
    /// (k/2) overlap^2, in rescaled units: what the pair adds to the potential energy.
    package let before: Double
    /// The same after the motion.
    package let after: Double
  }

  /// The pairs with potential energy, the most (before or after) first. Cost: C^2 log C.
  package func pairEnergies(forceConstant: Double) -> [PairEnergy] {
    var pairs: [PairEnergy] = []
    var gap = 0
    for first in radii.indices {
      for second in 0..<first where radii[first] + radii[second] > 0 {
        let contact = radii[first] + radii[second]
        func energy(_ gaps: [Double]) -> Double {
          let overlap = contact * max(0, 1 - gaps[gap])
          return forceConstant / 2 * overlap * overlap
        }
        let (before, after) = (energy(gapsBefore), energy(gapsAfter))
        gap += 1
        if before > 0 || after > 0 {
          pairs.append(PairEnergy(first: first, second: second, before: before, after: after))
        }
      }
    }
    return pairs.sorted { max($0.before, $0.after) > max($1.before, $1.after) }
  }
}
