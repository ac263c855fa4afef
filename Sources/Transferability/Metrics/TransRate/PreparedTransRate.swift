import FeatureStatistics
import LinearAlgebra
import Platform

/// TransRate on one (model, dataset): the factors of the classes, and that of the scatter within
/// them, which no rigid motion changes.
///
/// With W the scatter within classes and s = N epsilon, the rate of all rows is
///
///     1/2 log det(1 + (W + G'G) / s) = 1/2 log det(1 + W / s) + 1/2 log det(1 + G (s + W)^-1 G')
///
/// where G are the moved centred means times root of n_c. So a setting takes matrices of C x C only.
struct PreparedTransRate: PreparedMetric {
  private let classes: CentredClasses
  /// 1/2 log det(1 + W / s)
  private let base: Double
  /// C x r, r = min(C, D): the centred means in coordinates whose inner products are those of
  /// (s + W)^-1
  private let whitened: Matrix
  private let rates: [ClassRate]
  /// C x r: the centred means in an orthonormal basis of their span
  private let coordinates: Matrix
  private let weights: [Double]

  init(_ input: IsometricInput, epsilon: Double, _ weighting: TransRate.Weights) throws {
    let classes = CentredClasses(input.rows.moments)
    let scale = classes.total * epsilon
    var scatter = (1 / scale) * input.statistics.scatter
    scatter.addToDiagonal(1)
    let factor = try Cholesky(scatter)
    base = factor.logDeterminant / 2
    whitened = try factor.coordinates(ofRows: (1 / scale.squareRoot()) * classes.means)
    let span = try OrthogonalRows(classes.means)
    coordinates = span.coordinates
    var rates: [ClassRate] = []
    try input.rows.forEachClass { c, rows in
      let centred = rows.subtractingFromRows(Array(input.statistics.means.row(c)))
      rates.append(try ClassRate(centred, basis: span.basis, epsilon: epsilon))
    }
    self.rates = rates
    weights = classes.counts.map {
      switch weighting {
      case .equal: 1 / Double(classes.counts.count)
      case .classSize: $0 / classes.total
      }
    }
    self.classes = classes
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let combination = classes.combination(motion)
    let between = combination.times(whitened).scalingRows(by: classes.rootCounts)
    var kernel = between.columns < between.rows ? between.gram() : between.rowGram()
    kernel.addToDiagonal(1)
    var score = base + (try Cholesky(kernel)).logDeterminant / 2
    let moved = combination.times(coordinates)
    for (c, rate) in rates.enumerated() { score -= weights[c] * rate.value(Array(moved.row(c))) }
    return try finite(score, "TransRate")
  }
}
