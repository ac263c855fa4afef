import FeatureStatistics
import LinearAlgebra

/// SFDA's scatter within classes, shrunk: R = (1 - s) W / N + s tr(W) / (N D), of the rows as they are.
struct ShrunkScatter: Sendable {
  /// W, D x D
  let scatter: Matrix
  /// Of R
  let factor: Cholesky
  /// N
  let rows: Double
  /// D of the features
  let dimension: Double
  /// s
  let shrinkage: Double

  /// - Parameter ones: [D], where the power iteration for s begins.
  ///
  /// - Throws: ``MetricError`` if R has no factor.
  init(_ statistics: ClassStatistics, dimension: Int, ones: [Double]) throws {
    scatter = statistics.scatter
    rows = Double(statistics.sampleCount)
    self.dimension = Double(dimension)
    shrinkage = SFDAShrinkage.value(statistics, ones: ones)
    factor = try SFDAShrinkage.factor(
      scatter, rows: statistics.sampleCount, shrinkage, dimension: dimension)
  }

  /// [k]: v'R v of each column of D x k. Cost 2 D^2 k.
  func squares(of vectors: Matrix) -> [Double] {
    let image =
      (1 - shrinkage) / rows * scatter.times(vectors)
      + shrinkage * scatter.trace / rows / dimension * vectors
    var sums = [Double](repeating: 0, count: vectors.columns)
    for d in 0..<vectors.rows {
      for k in sums.indices { sums[k] += vectors[d, k] * image[d, k] }
    }
    return sums
  }
}
