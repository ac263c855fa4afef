import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

/// H-score and TransRate, which are computed by Cholesky factors, against their definitions by the
/// eigenvalues of the moved rows.
struct SpectralDefinitionTests {
  private static let plain = MetricSample("plain", counts: [30, 20, 25], dimension: 9)

  /// Features with an inverse, without one, nearly without one, and with fewer rows than dimensions.
  static let samples = [
    plain,
    plain.changing("dead and equal columns") { rows in
      for i in 0..<rows.rows { (rows[i, 2], rows[i, 5]) = (0, rows[i, 4]) }
    },
    plain.changing("columns from 1 to 1e-3") { rows in
      for i in 0..<rows.rows {
        for d in 0..<rows.columns { rows[i, d] *= exp(-0.85 * Double(d)) }
      }
    },
    MetricSample("fewer rows", counts: [4, 5, 3], dimension: 30),
    MetricSample("as many rows as dimensions and classes", counts: [4, 4, 4], dimension: 9),
    MetricSample("one row a class", counts: [1, 1, 1, 1], dimension: 3),
  ]

  private static let metrics: [(String, @Sendable (MetricSample) throws -> Double)] = [
    ("hscore", hScore), ("transrate", transRate),
  ]

  @Test(arguments: samples, metrics.map(\.0))
  func `Scores follow the definition`(_ sample: MetricSample, _ name: String) throws {
    let definition = try #require(Self.metrics.first { $0.0 == name }).1
    let prepared = try #require(MetricCatalog.entry(named: name)).make([:]).prepare(sample.input)
    let classes = sample.input.moments.classCount
    for motion in RandomMotions.some(7, classes: classes, seed: 3) {
      let expected = try definition(sample.moved(by: motion))
      let found = try prepared.score(motion).components[0]
      #expect(abs(found - expected) <= 1e-10 * max(1, abs(expected)))
    }
  }

  private static func centred(_ rows: Matrix) -> Matrix {
    let ones = [Double](repeating: 1 / Double(rows.rows), count: rows.rows)
    return rows.subtractingFromRows(rows.transposedTimes(ones))
  }

  /// tr(pinv(F'F) G'G), G with the mean of its class in place of each row.
  private static func hScore(_ sample: MetricSample) throws -> Double {
    let eigen = try SymmetricEigen(centred(sample.rows).gram())
    let means = sample.input.moments.means
    let between = centred(means.selecting(sample.labels)).timesTransposed(eigen.vectors)
    return eigen.values.indices.reduce(0) { sum, k in
      guard eigen.values[k] > 1e-13 * eigen.largest else { return sum }
      return sum
        + (0..<between.rows).reduce(0) { $0 + between[$1, k] * between[$1, k] } / eigen.values[k]
    }
  }

  /// R(Z) less the mean of the classes' own, R(Z) = 1/2 log det(1 + Z'Z / (n epsilon)).
  private static func transRate(_ sample: MetricSample) throws -> Double {
    let rows = centred(sample.rows)
    func rate(_ part: Matrix) throws -> Double {
      let scale = Double(part.rows) * 1e-4
      return try SymmetricEigen(part.gram()).values.reduce(0) {
        $0 + log1p(max($1, 0) / scale) / 2
      }
    }
    let classes = sample.input.moments.classCount
    let ofClasses = try (0..<classes).map { label in
      try rate(rows.selecting(sample.labels.indices.filter { sample.labels[$0] == label }))
    }
    return try rate(rows) - ofClasses.reduce(0, +) / Double(classes)
  }
}
