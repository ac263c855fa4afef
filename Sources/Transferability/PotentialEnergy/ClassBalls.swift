import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// The classes as balls in rescaled feature space.
struct ClassBalls: Sendable {
  /// C x D, rescaled means minus their mean.
  let centres: Matrix
  /// C x min(C, D): the centres in an orthonormal basis of their span.
  let coordinates: Matrix
  /// C x C, of the centres, in the lower triangle.
  let distances: Matrix
  /// Per class, before `radius_scale`.
  let radii: [Double]
  /// Relative, of a mean over up to 10^6 rows.
  private static let rounding = 1e-14
  /// Distances up to this count as zero: rounding of the means.
  let coincidence: Double
  /// Per class for mass `class_size`: n_c divided by its mean, so that balanced classes weigh 1.
  let sizes: [Double]
  /// L1 norms of first steps, of all trajectories that begin alike.
  let firstSteps = OnceCache<PEDTrajectory.Beginning, Double>()

  init(moments: ClassMoments, scale: [Double], radii: [Double]) throws {
    let inverse = scale.map { 1 / $0 }
    let rescaled = moments.means.scalingColumns(by: inverse)
    let classes = moments.classCount
    var mean = [Double](repeating: 0, count: moments.dimension)
    for c in 0..<classes { for (d, value) in rescaled.row(c).enumerated() { mean[d] += value } }
    centres = rescaled.subtractingFromRows(mean.map { $0 / Double(classes) })
    coordinates =
      classes < moments.dimension ? try OrthogonalRows(centres).coordinates : centres
    distances = coordinates.rowDistances()
    self.radii = radii
    let largest = rescaled.elements.reduce(0) { max($0, abs($1)) }
    coincidence = Self.rounding * largest
    let total = Double(moments.sampleCount)
    sizes = moments.counts.map { Double($0) * Double(classes) / total }
  }
}
