import LinearAlgebra

/// GBC on the leading principal components of the moved rows.
///
/// The variances of a class along the axes need its rows: one read of N D k for each motion.
struct GBCOnComponents: PreparedMetric {
  let sample: Sample
  let classes: CentredClasses
  let count: Int
  let covariance: GBC.Covariance

  init(_ sample: Sample, count: Int, _ covariance: GBC.Covariance) {
    self.sample = sample
    classes = CentredClasses(sample.statistics)
    self.count = count
    self.covariance = covariance
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let axes = try PrincipalAxes(sample.statistics, classes, motion, metric: "GBC with PCA")
    let kept = axes.leading(min(count, axes.variances.count))
    let rows = try sample.projection(on: kept, after: motion, classes)
    let means = classes.combination(motion).times(classes.means).timesTransposed(kept)
    var variances = Matrix(rows: means.rows, columns: means.columns)
    for (i, c) in sample.labels.enumerated() {
      for k in 0..<means.columns {
        let residual = rows[i, k] - means[c, k]
        variances[c, k] += residual * residual / classes.counts[c]
      }
    }
    let projected = ClassStatistics(
      counts: sample.statistics.counts, means: means, variances: variances,
      scatter: Matrix(rows: 0, columns: 0))
    return try PreparedGBC(projected, covariance)
      .score(.none(classes: means.rows))
  }
}
