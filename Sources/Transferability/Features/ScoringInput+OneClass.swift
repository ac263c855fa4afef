import FeatureStatistics
import LinearAlgebra

extension ScoringInput {
  /// Rows without classes in the fewer of their coordinates: as they are if there are at least as
  /// many rows as dimensions, otherwise all as one class in N coordinates. One read for the mean.
  func asOneClass() throws -> ScoringInput {
    let (count, width) = (features.rows, features.columns)
    guard count < width else { return self }
    var mean = [Double](repeating: 0, count: width)
    try features.forEachBlock { _, block in
      let shares = [Double](repeating: 1 / Double(count), count: block.rows)
      for (d, share) in block.transposedTimes(shares).enumerated() { mean[d] += share }
    }
    let moments = ClassMoments(
      counts: [count], means: Matrix(rows: 1, columns: width, elements: mean),
      variances: Matrix(rows: 1, columns: width))
    return try ScoringInput(
      moments: moments, labels: [Int](repeating: 0, count: count), features: features
    ).isometric().rows
  }
}
