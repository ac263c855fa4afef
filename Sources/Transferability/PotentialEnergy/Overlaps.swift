import LinearAlgebra

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
