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
  /// Distances up to this count as zero: rounding of the means.
  let coincidence: Double
  /// Per class for mass `class_size`: n_c divided by its mean, so that balanced classes weigh 1.
  let sizes: [Double]
  /// L1 norms of first steps, of all trajectories that begin alike.
  let firstSteps = OnceCache<PEDTrajectory.Beginning, Double>()

  init(statistics: ClassStatistics, scale: [Double], radii: [Double]) throws {
    let inverse = scale.map { 1 / $0 }
    let rescaled = statistics.means.scalingColumns(by: inverse)
    let classes = statistics.classCount
    var mean = [Double](repeating: 0, count: statistics.dimension)
    for c in 0..<classes { for (d, value) in rescaled.row(c).enumerated() { mean[d] += value } }
    centres = rescaled.subtractingFromRows(mean.map { $0 / Double(classes) })
    coordinates =
      classes < statistics.dimension ? try OrthogonalRows(centres).coordinates : centres
    distances = coordinates.rowDistances()
    self.radii = radii
    let largest = rescaled.elements.reduce(0) { max($0, abs($1)) }
    coincidence = 1e-14 * largest
    let total = Double(statistics.sampleCount)
    sizes = statistics.counts.map { Double($0) * Double(classes) / total }
  }
}

/// Distances of rows from their class mean in rescaled space: the radii of the balls.
enum ClassRadius {
  /// sqrt(sum_d s_cd^2 / scale_d^2): the rms distance, from statistics alone.
  static func rms(_ statistics: ClassStatistics, scale: [Double]) -> [Double] {
    (0..<statistics.classCount).map { c in
      var sum = 0.0
      for (d, variance) in statistics.variances.row(c).enumerated() {
        sum += variance / scale[d] / scale[d]
      }
      return sum.squareRoot()
    }
  }

  /// Mean and largest distance per class: one pass over the rows.
  static func meanAndMax(
    _ statistics: ClassStatistics, scale: [Double], rows: any RowSource, labels: [Int]
  ) throws -> (mean: [Double], max: [Double]) {
    var sums = [Double](repeating: 0, count: statistics.classCount)
    var largest = sums
    let means = statistics.means
    try rows.forEachBlock { first, block in
      for i in 0..<block.rows {
        let c = labels[first + i]
        var square = 0.0
        for d in 0..<block.columns {
          let z = (block[i, d] - means[c, d]) / scale[d]
          square += z * z
        }
        let distance = square.squareRoot()
        sums[c] += distance
        largest[c] = Swift.max(largest[c], distance)
      }
    }
    return (zip(sums, statistics.counts).map { $0 / Double($1) }, largest)
  }
}
