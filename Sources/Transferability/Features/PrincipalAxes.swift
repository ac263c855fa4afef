import FeatureStatistics
import LinearAlgebra

/// The principal axes of the moved rows, from their statistics: one D x D eigenproblem, 9 D^3.
struct PrincipalAxes {
  /// Descending, divided by N - 1; min(N, D) of them.
  let variances: [Double]
  /// min(N, D) x D, unit rows in the order of `variances`.
  let axes: Matrix

  /// - Throws: ``MetricError`` if the rows do not vary, or are not finite.
  init(
    _ statistics: ClassStatistics, _ classes: CentredClasses, _ motion: ClassMotion,
    metric: String
  ) throws {
    let total = classes.totalScatter(statistics.scatter, motion)
    guard statistics.sampleCount > 1, total.trace > 0, total.trace.isFinite else {
      throw MetricError(
        "\(metric) takes principal components, and there are none: the features are the same in "
          + "all rows, or too large or small to square.")
    }
    let eigen = try SymmetricEigen(total)
    let count = min(statistics.sampleCount, statistics.dimension)
    let degrees = Double(statistics.sampleCount - 1)
    // What rounding leaves of null directions is taken for zero.
    let cutoff = Double(statistics.dimension) * Double.ulpOfOne * eigen.largest
    variances = eigen.values.suffix(count).reversed().map { $0 > cutoff ? $0 / degrees : 0 }
    var elements: [Double] = []
    for k in 0..<count { elements += eigen.vectors.row(statistics.dimension - 1 - k) }
    axes = Matrix(rows: count, columns: statistics.dimension, elements: elements)
  }

  /// How many axes lie above rounding.
  var rank: Int { variances.count { $0 > 0 } }

  /// The first `count` axes.
  func leading(_ count: Int) -> Matrix {
    Matrix(
      rows: count, columns: axes.columns,
      elements: Array(axes.elements.prefix(count * axes.columns)))
  }

  /// The fewest axes whose share of the variance is above `share`, as scikit-learn counts them.
  func count(explaining share: Double) -> Int {
    let total = variances.reduce(0, +)
    var sum = 0.0
    for (k, variance) in variances.enumerated() {
      sum += variance / total
      if sum > share { return k + 1 }
    }
    return max(rank, 1)
  }
}
