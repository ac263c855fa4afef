import FeatureStatistics
import LinearAlgebra
import Platform

/// SFDA's shrinkage of a scatter within classes, and the factor of what is shrunk.
enum SFDAShrinkage {
  /// The official constants.
  private static let (decay, least) = (5.0, 1e-10)
  /// The official rounds of power iteration, two products each.
  private static let rounds = 3

  /// exp(-5 lambda), at least 1e-10; lambda by the official three rounds of power iteration on Sw.
  ///
  /// - Parameter ones: [D], where the iteration begins.
  static func value(_ statistics: ClassStatistics, ones: [Double]) -> Double {
    let scatter = statistics.scatter
    func normalised(_ vector: [Double]) -> [Double] {
      let norm = sumOfSquares(vector).squareRoot()
      return vector.map { $0 / norm }
    }
    var x = scatter.times(ones)
    var y = x
    for _ in 0..<rounds {
      y = normalised(scatter.times(x))
      x = normalised(scatter.times(y))
    }
    let lambda = zip(x, scatter.times(y)).reduce(0) { $0 + $1.0 * $1.1 }
    return max(exp(-decay * lambda / Double(statistics.sampleCount)), least)
  }

  /// Of (1 - s) Sw + s tr(Sw) / D; the scatter N Sw is in the upper triangle.
  ///
  /// - Throws: ``MetricError`` if it has none.
  static func factor(
    _ scatter: Matrix, rows: Int, _ shrinkage: Double, dimension: Int
  ) throws -> Cholesky {
    let ridge = shrinkage * scatter.trace / Double(rows) / Double(dimension)
    var regularised = (1 - shrinkage) / Double(rows) * scatter
    regularised.addToDiagonal(ridge)
    do { return try Cholesky(regularised) } catch {
      throw MetricError(
        "SFDA: the within-class scatter cannot be inverted; the features are constant within "
          + "classes, or not finite.")
    }
  }
}
