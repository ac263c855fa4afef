import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

/// LogME by C x C algebra against its definition on features that were really moved: the
/// eigenproblem of F'F, written out here anew. The official code's values are in HubAgreementTests.
struct LogMEAlgebraTests {
  static let samples: [MetricSample] = [
    MetricSample("few classes", counts: [40, 60, 50], dimension: 20),
    MetricSample("many classes", counts: Array(repeating: 9, count: 40), dimension: 90),
    MetricSample("fewer rows than dimensions", counts: [8, 9, 7], dimension: 40),
    MetricSample(
      "as many classes as dimensions", counts: Array(repeating: 6, count: 20), dimension: 20),
    MetricSample("unbalanced", counts: [400, 3, 40], dimension: 15),
    MetricSample("dead and equal dimensions", counts: [30, 30, 30], dimension: 12).changing("") {
      for i in 0..<$0.rows { ($0[i, 3], $0[i, 5]) = (0, $0[i, 4]) }
    },
    MetricSample("large values", counts: [50, 50, 50, 50], dimension: 30, scale: 1000),
    MetricSample("small values", counts: [50, 50, 50, 50], dimension: 30, scale: 0.01),
  ]

  @Test(arguments: samples, [LogME.Variant.fixedPoint, .icml])
  func `Every motion has the score of the moved features`(
    _ data: MetricSample, _ variant: LogME.Variant
  ) throws {
    let input = data.input
    let metric = try #require(MetricCatalog.entry(named: "logme"))
      .make(["variant": .text(variant.rawValue)]).prepare(input)
    let classes = input.moments.classCount
    for (index, strength) in [0, 0.02, 0.1, 0.4, 1, 3].enumerated() {
      let mixing = Self.mixing(classes, strength, seed: UInt64(index + 1))
      let score = try metric.score(ClassMotion(mixing: mixing)).components[0]
      let expected = try Self.definition(data, mixing, variant)
      #expect(abs(score - expected) <= 1e-9 * max(1, abs(expected)), "strength \(strength)")
    }
  }

  /// Rows sum to 1, as those of every rigid motion do.
  private static func mixing(_ classes: Int, _ strength: Double, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    var mixing = Matrix.identity(classes)
    for a in 0..<classes {
      for b in 0..<classes where a != b {
        let pull = strength * random.nextUnit() / Double(classes)
        mixing[a, b] -= pull
        mixing[a, a] += pull
      }
    }
    return mixing
  }

  private static func definition(
    _ data: MetricSample, _ mixing: Matrix, _ variant: LogME.Variant
  ) throws -> Double {
    let statistics = data.input.moments
    let shifts = (mixing - .identity(mixing.rows)).times(statistics.means)
    var rows = data.rows
    for (i, c) in data.labels.enumerated() {
      for d in 0..<rows.columns { rows[i, d] += shifts[c, d] }
    }
    let (n, dimension) = (Double(rows.rows), Double(rows.columns))
    let eigen = try SymmetricEigen(rows.gram())
    let kept = variant == .icml ? rows.columns : min(rows.rows, rows.columns)
    let sigma = eigen.values.suffix(kept).map { max($0, 0) }
    var sum = 0.0
    for c in 0..<mixing.rows {
      let target = data.labels.map { $0 == c ? 1.0 : 0 }
      let products = eigen.vectors.times(rows.transposedTimes(target)).suffix(kept)
      let squares = products.map { $0 * $0 }
      let length = Double(statistics.counts[c])
      var (alpha, beta, m2, residual) = (1.0, 1.0, 0.0, 0.0)
      for _ in 0..<11 {
        let t = alpha / beta
        let gamma = sigma.reduce(0) { $0 + $1 / ($1 + t) }
        m2 = zip(sigma, squares).reduce(0) { $0 + $1.1 / ($1.0 + t) / ($1.0 + t) }
        let fitted = zip(sigma, squares).reduce(0) {
          $0 + $1.1 * ($1.0 + 2 * t) / ($1.0 + t) / ($1.0 + t)
        }
        residual = length - fitted
        alpha = gamma / (m2 + 1e-5)
        beta = (n - gamma) / (residual + 1e-5)
        if abs(alpha / beta - t) / t <= (variant == .icml ? 0.01 : 1e-3) { break }
      }
      let extra = variant == .icml ? 1e-5 : 0
      var evidence = dimension / 2 * log(alpha) + n / 2 * log(beta)
      evidence -= sigma.reduce(0) { $0 + log(alpha + beta * $1) } / 2
      evidence -= beta / 2 * (residual + extra) + alpha / 2 * (m2 + extra)
      sum += (evidence - n / 2 * log(2 * Double.pi)) / n
    }
    return sum / Double(mixing.rows)
  }
}
