import FeatureStatistics
import LinearAlgebra
import Platform

/// SA on one (model, dataset), for any motion before it.
struct PreparedSpreadAndAttract: PreparedMetric {
  let metric: SpreadAndAttract
  let input: IsometricInput
  let classes: CentredClasses

  /// The public code's defaults.
  private static let (components, strength, radiusScale, gate) = (64, 0.005, 0.6, 1e-9)

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let axes = try PrincipalAxes(input.statistics, classes, motion, metric: "SA")
    // Variances here are over N - 1, those of the condition over N.
    let share = (classes.total - 1) / classes.total
    let largest = axes.variances.prefix(2).map { $0 * share }
    let mean = largest.reduce(0, +) / Double(largest.count)
    guard exp(-5 * mean) < Self.gate else {
      return try unmoved(motion)
    }
    let kept = axes.leading(min(Self.components, axes.axes.rows))
    let signs = try input.rows.ambientVectors(kept).peakSigns()
    var rows = try input.rows.projection(on: kept.scalingRows(by: signs), after: motion, classes)
    let count = classes.counts.count
    if metric.form == .printed { spread(&rows) }
    let moved = IsometricInput(rows: rows, labels: input.rows.labels, classCount: count).statistics
    rows.add(shifts(moved), byLabel: input.rows.labels)
    return try metric.baseScore(rows, input.rows.labels, classCount: count)
  }

  private func unmoved(_ motion: ClassMotion) throws -> MetricScore {
    let rows = try MovedRows(input.rows, classes, motion).matrix()
      .addingToRows(classes.movedCentre(motion))
    let score = try metric.baseScore(rows, input.rows.labels, classCount: classes.counts.count)
    return MetricScore(
      components: score.components,
      notes: score.notes + ["the features vary too little for SA: the base metric's score"])
  }

  /// Moves every row by 1 away from its class mean; one that lies there stays.
  private func spread(_ rows: inout Matrix) {
    let means = IsometricInput(
      rows: rows, labels: input.rows.labels, classCount: classes.counts.count
    )
    .statistics.means
    let width = rows.columns
    rows.forEachRow { i, row in
      let c = input.rows.labels[i]
      var square = 0.0
      for d in 0..<width { square += (row[d] - means[c, d]) * (row[d] - means[c, d]) }
      guard square > 0 else { return }
      let length = square.squareRoot()
      for d in 0..<width { row[d] += (row[d] - means[c, d]) / length }
    }
  }

  /// C x d: the sum over the other classes of strength (d - scale (r_a + r_b)) along the difference of
  /// the means, away from the other class in the public code.
  private func shifts(_ statistics: ClassStatistics) -> Matrix {
    let sign = metric.form == .code ? 1.0 : -1.0
    let (means, count) = (statistics.means, statistics.classCount)
    let distances = means.rowDistances()
    let radii = (0..<count).map { statistics.variances.row($0).reduce(0, +).squareRoot() }
    var mixing = Matrix(rows: count, columns: count)
    for a in 0..<count {
      for b in 0..<a {
        let distance = distances[a, b]
        guard distance > 0 else { continue }
        let gap = distance - Self.radiusScale * (radii[a] + radii[b])
        let weight = sign * Self.strength * gap / distance
        mixing[a, b] -= weight
        mixing[b, a] -= weight
        mixing[a, a] += weight
        mixing[b, b] += weight
      }
    }
    return mixing.times(means)
  }
}
