import FeatureStatistics
import LinearAlgebra
import Platform

/// TransRate on one (model, dataset): the factorisations of the classes, and the eigenbasis of the
/// scatter within them, which no rigid motion changes.
///
/// With M = A Q the centred means (C x D) in an orthonormal basis of their span (A is C x r, r at
/// most min(C, D)), a class keeps min(n_c, D) x r numbers.
struct PreparedTransRate: PreparedMetric {
  private let classes: CentredClasses
  private let within: WithinBasis
  private let rates: [ClassRate]
  /// A, C x r
  private let coordinates: Matrix
  private let epsilon: Double
  private let weights: [Double]

  init(_ input: IsometricInput, epsilon: Double, _ weighting: TransRate.Weights) throws {
    let classes = CentredClasses(input.rows.moments)
    within = try WithinBasis(input.statistics, classes)
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
    self.epsilon = epsilon
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var total = within.between(motion, classes).gram()
    for d in 0..<total.rows { total[d, d] += within.eigenvalues[d] }
    let scale = classes.total * epsilon
    var score = try SymmetricEigen.values(of: total).reduce(0) {
      $0 + log(1 + max($1, 0) / scale) / 2
    }
    let moved = classes.combination(motion).times(coordinates)
    for (c, rate) in rates.enumerated() { score -= weights[c] * rate.value(Array(moved.row(c))) }
    return try finite(score, "TransRate")
  }
}
