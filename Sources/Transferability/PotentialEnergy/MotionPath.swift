import LinearAlgebra

/// The motion of the class means, seen in the plane in which they are spread most.
///
/// The means of all steps are mixtures B_s M of the first ones, so their places are B_s P with P the first
/// means in the plane: with the eigenvectors v and values l of the C x C Gram matrix of the centred means,
/// P = [v_1 sqrt(l_1), v_2 sqrt(l_2)].
package struct MotionPath: Sendable {
  /// By step (0 is before the motion), then by class: the places in the plane, in rescaled units.
  package let places: [[(x: Double, y: Double)]]
  /// Per class, times `radius_scale`.
  package let radii: [Double]
  /// The share of the means' spread that the plane shows, 0 to 1.
  package let shownShare: Double
  /// Distance over sum of radii of each pair of classes, before the motion; below 1 they overlap.
  package let gapsBefore: [Double]
  /// The same after the motion.
  package let gapsAfter: [Double]
}

extension PEDPreparation {
  /// The path to the outcome of a setting. Cost: an eigenproblem of C x C once a radius, then 4 C^2 a step
  /// and C^2 min(C, D) for the distances at the end.
  ///
  /// - Throws: as ``outcome(_:)``.
  package func path(_ settings: PEDSettings) throws -> MotionPath {
    let outcome = try outcome(settings)
    let balls = try balls(settings.radius)
    let (plane, share) = try Self.plane(balls.coordinates)
    let places = try (0...outcome.stepsTaken).map { step in
      var earlier = settings
      earlier.iterations = step
      return Self.points(try self.outcome(earlier).motion.mixing.times(plane))
    }
    let radii = balls.radii.map { $0 * settings.radiusScale }
    let moved = outcome.motion.mixing.times(balls.coordinates).rowDistances()
    return MotionPath(
      places: places, radii: radii, shownShare: share,
      gapsBefore: Self.gaps(balls.distances, radii), gapsAfter: Self.gaps(moved, radii))
  }

  /// C x 2, and the share of the spread that it shows.
  private static func plane(_ centres: Matrix) throws -> (Matrix, Double) {
    let eigen = try SymmetricEigen(centres.rowGram())
    let classes = centres.rows
    var plane = Matrix(rows: classes, columns: 2)
    for axis in 0..<min(2, classes) {
      let place = classes - 1 - axis
      let length = max(eigen.values[place], 0).squareRoot()
      for (c, value) in eigen.vectors.row(place).enumerated() {
        plane.elements[2 * c + axis] = length * value
      }
    }
    let total = eigen.values.reduce(0) { $0 + max($1, 0) }
    let shown = eigen.values.suffix(2).reduce(0) { $0 + max($1, 0) }
    return (plane, total > 0 ? shown / total : 1)
  }

  private static func points(_ plane: Matrix) -> [(x: Double, y: Double)] {
    (0..<plane.rows).map { (x: plane[$0, 0], y: plane[$0, 1]) }
  }

  /// Pairs of balls without any radius have no gap.
  private static func gaps(_ distances: Matrix, _ radii: [Double]) -> [Double] {
    radii.indices.flatMap { a in
      (0..<a).compactMap { b in
        let contact = radii[a] + radii[b]
        return contact > 0 ? distances[a, b] / contact : nil
      }
    }
  }
}
