import FeatureStatistics
import LinearAlgebra
import Platform

/// GBC from class means and variances.
struct PreparedGBC: PreparedMetric {
  /// What a class is taken for.
  private enum Variances {
    /// One number per class: the means are in an orthonormal basis of their span.
    case spherical([Double])
    /// C x D
    case diagonal(Matrix)
  }

  /// C x D, or, for spherical classes, C x min(C, D)
  private let means: Matrix
  private let variances: Variances
  /// Per class, the sum of the logs of its variances
  private let logSums: [Double]

  /// The official floor of a variance.
  private static let smallestVariance = 1e-4

  /// - Throws: ``LinearAlgebraError`` for NaN or infinite means.
  init(_ moments: ClassMoments, _ covariance: GBC.Covariance) throws {
    let centred = CentredClasses(moments).means
    let width = moments.dimension
    let elements = moments.variances.elements.map { max($0, Self.smallestVariance) }
    let floored = Matrix(rows: moments.classCount, columns: width, elements: elements)
    switch covariance {
    case .spherical:
      means = centred.rows < width ? try OrthogonalRows(centred).coordinates : centred
      let values = (0..<floored.rows).map { floored.row($0).reduce(0, +) / Double(width) }
      variances = .spherical(values)
      logSums = values.map { log($0) }
    case .diagonal:
      means = centred
      variances = .diagonal(floored)
      logSums = (0..<floored.rows).map { floored.row($0).reduce(0) { $0 + log($1) } }
    }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let moved = motion.mixing.times(means)
    let sum =
      switch variances {
      case .spherical(let variances): spherical(moved, variances)
      case .diagonal(let variances): diagonal(moved, variances)
      }
    // Every unordered pair stands for two ordered ones.
    return try finite(-2 * sum, "GBC")
  }

  /// [C]: the sum of each class's coefficients with the others.
  ///
  /// - Precondition: the classes are spherical.
  func overlaps(_ motion: ClassMotion) -> [Double] {
    guard case .spherical(let variances) = variances else {
      preconditionFailure("overlaps are of spherical classes")
    }
    var sums = [Double](repeating: 0, count: variances.count)
    forEachPair(motion.mixing.times(means), variances) { a, b, coefficient in
      sums[a] += coefficient
      sums[b] += coefficient
    }
    return sums
  }

  private func spherical(_ means: Matrix, _ variances: [Double]) -> Double {
    var sum = 0.0
    forEachPair(means, variances) { _, _, coefficient in sum += coefficient }
    return sum
  }

  /// The coefficients of the pairs a > b of spherical classes.
  private func forEachPair(
    _ means: Matrix, _ variances: [Double],
    _ body: (_ a: Int, _ b: Int, _ coefficient: Double) -> Void
  ) {
    let distances = means.rowDistances()
    for a in 0..<means.rows {
      for b in 0..<a {
        let variance = (variances[a] + variances[b]) / 2
        let quadratic = distances[a, b] * distances[a, b] / variance
        body(a, b, exp(-quadratic / 8 - (log(variance) - (logSums[a] + logSums[b]) / 2) / 2))
      }
    }
  }

  private func diagonal(_ means: Matrix, _ variances: Matrix) -> Double {
    var sum = 0.0
    for a in 0..<means.rows {
      for b in 0..<a {
        var (quadratic, logs) = (0.0, 0.0)
        for d in 0..<means.columns {
          let variance = (variances[a, d] + variances[b, d]) / 2
          let difference = means[a, d] - means[b, d]
          quadratic += difference * difference / variance
          logs += log(variance)
        }
        sum += exp(-quadratic / 8 - (logs - (logSums[a] + logSums[b]) / 2) / 2)
      }
    }
    return sum
  }
}
