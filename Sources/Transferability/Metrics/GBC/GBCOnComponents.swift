import FeatureStatistics
import LinearAlgebra

/// GBC on the leading principal components of the moved rows.
///
/// The variances of a class along the axes need its rows: one read of N D k for each motion.
struct GBCOnComponents: PreparedMetric {
  let input: IsometricInput
  let classes: CentredClasses
  let count: Int
  let covariance: GBC.Covariance

  init(_ input: IsometricInput, count: Int, _ covariance: GBC.Covariance) {
    self.input = input
    classes = CentredClasses(input.rows.moments)
    self.count = count
    self.covariance = covariance
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let axes = try PrincipalAxes(input.statistics, classes, motion, metric: "GBC with PCA")
    let kept = axes.leading(min(count, axes.variances.count))
    let rows = try input.rows.projection(on: kept, after: motion, classes)
    let means = classes.combination(motion).times(classes.means).timesTransposed(kept)
    var variances = Matrix(rows: means.rows, columns: means.columns)
    for (i, c) in input.rows.labels.enumerated() {
      for k in 0..<means.columns {
        let residual = rows[i, k] - means[c, k]
        variances[c, k] += residual * residual / classes.counts[c]
      }
    }
    let projected = ClassMoments(
      counts: input.statistics.counts, means: means, variances: variances)
    return try PreparedGBC(projected, covariance)
      .score(.none(classes: means.rows))
  }
}
