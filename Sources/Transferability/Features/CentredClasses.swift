import FeatureStatistics
import LinearAlgebra

/// Class means about the mean of all rows, before and after a motion.
struct CentredClasses: Sendable {
  let counts: [Double]
  /// C x D, mu_c minus the mean of all rows
  let means: Matrix
  /// [D], the mean of all rows
  let centre: [Double]

  init(_ moments: ClassMoments) {
    counts = moments.counts.map(Double.init)
    let total = counts.reduce(0, +)
    centre = moments.means.transposedTimes(counts.map { $0 / total })
    means = moments.means.subtractingFromRows(centre)
  }

  var total: Double { counts.reduce(0, +) }
  var rootCounts: [Double] { counts.map { $0.squareRoot() } }

  /// C x C matrix B: the moved means about the moved mean of all rows are B * means.
  func combination(_ motion: ClassMotion) -> Matrix {
    let mean = motion.mixing.transposedTimes(counts.map { $0 / total })
    return motion.mixing.subtractingFromRows(mean)
  }

  /// C x k matrix G with G'G the moved scatter between classes, in the coordinates of `points`.
  ///
  /// - Parameter points: C x k, the centred means in any coordinates.
  func between(_ motion: ClassMotion, _ points: Matrix) -> Matrix {
    combination(motion).times(points).scalingRows(by: rootCounts)
  }

  /// [D], the mean of all rows after the motion.
  func movedCentre(_ motion: ClassMotion) -> [Double] {
    let weights = motion.mixing.transposedTimes(counts.map { $0 / total })
    return zip(centre, means.transposedTimes(weights)).map { $0 + $1 }
  }

  /// C x D, what the motion adds to each row of a class.
  func shifts(_ motion: ClassMotion) -> Matrix {
    (motion.mixing - Matrix.identity(counts.count)).times(means)
  }

  /// C x D: what the motion adds to a row of each class, when rows are taken about the mean of all
  /// before and after it.
  func offsets(_ motion: ClassMotion) -> Matrix {
    combination(motion).times(means) - means
  }

  /// D x D: the scatter of all rows about their mean after the motion, from statistics alone.
  func totalScatter(_ within: Matrix, _ motion: ClassMotion) -> Matrix {
    var total = within
    total.addGram(of: between(motion, means), factor: 1)
    total.mirrorUpperTriangle()
    return total
  }
}
