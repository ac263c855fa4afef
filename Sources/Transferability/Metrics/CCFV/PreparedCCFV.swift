import FeatureStatistics
import LinearAlgebra
import Platform

/// The variety of the moved images over their distance, which no motion changes.
struct PreparedCCFV: PreparedMetric {
  let images: ImagePoints
  let classes: CentredClasses
  let distance: Double

  /// The official code's, under the root.
  private static let floor = 1e-3

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var means = images.means
    if !motion.isIdentity {
      let totals = (0..<means.rows).map { 1 / images.counts.row($0).reduce(0, +) }
      means = means + images.counts.scalingRows(by: totals).times(classes.offsets(motion))
    }
    let distances = means.rowDistances()
    var sum = 0.0
    for a in 0..<means.rows {
      for b in 0..<a { sum += 1 / (distances[a, b] * distances[a, b] + Self.floor).squareRoot() }
    }
    let pairs = Double(means.rows * (means.rows - 1)) / 2
    return try finite(log(sum / pairs / distance), "CC-FV")
  }
}
