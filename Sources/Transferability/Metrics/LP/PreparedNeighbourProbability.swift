import FeatureStatistics
import LinearAlgebra

/// NCA of the moved rows, and the neighbours in its space.
struct PreparedNeighbourProbability: PreparedMetric {
  let metric: NeighbourProbability
  let input: ScoringInput
  let classes: CentredClasses

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = try MovedRows(input, classes, motion).matrix()
    guard sumOfSquares(rows.elements).isFinite else {
      throw MetricError("LP: the features are too large to square.")
    }
    let analysis = NeighbourhoodComponents(rows, labels: input.labels)
    let points = try analysis.embedded(from: start(rows), iterations: metric.iterations)
    let count = min(metric.neighbours, points.rows)
    var sum = 0.0
    try RowDistances(points, metric: "LP").forEachRow { i, distances in
      let nearest = Self.nearest(count, distances, itself: i)
      sum += Double(nearest.count { input.labels[$0] == input.labels[i] }) / Double(count)
    }
    return try finite(sum / Double(points.rows), "LP")
  }

  /// d x D: principal components, or the identity if they are not fewer than rows and dimensions.
  private func start(_ rows: Matrix) throws -> Matrix {
    let count = min(metric.dimensions, rows.columns)
    guard count < min(rows.rows, rows.columns) else {
      return Matrix.identity(rows.columns).leadingRows(count)
    }
    return try SingularValueDecomposition(rows).right.leadingRows(count)
  }

  /// The rows at the least distances, the row itself first.
  private static func nearest(_ count: Int, _ distances: [Double], itself: Int) -> [Int] {
    var found: [(distance: Double, row: Int)] = []
    for (row, distance) in distances.enumerated() where row != itself {
      if found.count == count - 1, let last = found.last, distance >= last.distance { continue }
      let place = found.firstIndex { $0.distance > distance } ?? found.count
      found.insert((distance, row), at: place)
      if found.count == count { found.removeLast() }
    }
    return [itself] + found.prefix(count - 1).map(\.row)
  }
}
