import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

/// Features with fewer rows than dimensions are scored in N coordinates where their statistics come
/// without the scatter: the same values as in D dimensions.
struct RowSpaceTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let counts: [Int]
    let dimension: Int
    var offset = 0.0
    var seed: UInt64 = 1
    var isDeficient = false

    var testDescription: String {
      "\(counts.reduce(0, +)) x \(dimension), \(counts.count) classes, offset \(offset)"
    }

    var input: ScoringInput {
      var random = SplitMix64(seed: seed)
      let labels = counts.enumerated().flatMap { Array(repeating: $0, count: $1) }
      var rows = Matrix(
        rows: labels.count, columns: dimension, elements: random.normals(labels.count * dimension))
      let centres = Matrix(
        rows: counts.count, columns: dimension,
        elements: random.normals(counts.count * dimension))
      rows.add(0.5 * centres, byLabel: labels)
      for i in 0..<rows.rows {
        for d in 0..<dimension { rows[i, d] = rows[i, d] * (1 + Double(d % 5)) / 3 + offset }
        if isDeficient {
          for d in stride(from: 0, to: dimension - 1, by: 3) { rows[i, d] = rows[i, d + 1] }
        }
      }
      if isDeficient { for d in 0..<dimension { rows[1, d] = rows[0, d] } }
      return MetricSample("", rows: rows, labels: labels).input
    }
  }

  private static let shapes: [Shape] = [
    Shape(counts: [5, 6, 7], dimension: 40),
    Shape(counts: [8, 3, 9, 4], dimension: 25, seed: 2),
    Shape(counts: [6, 6, 6], dimension: 19, seed: 3),
    Shape(counts: [10, 12], dimension: 200, offset: 5, seed: 4),
    Shape(counts: Array(repeating: 3, count: 12), dimension: 64, offset: -1, seed: 5),
    Shape(counts: [9, 9, 9], dimension: 61, seed: 6, isDeficient: true),
  ]

  private static let metrics: [(String, [String: MetricOption])] = [
    ("logme", [:]), ("logme", ["variant": .text("icml")]), ("sfda", [:]), ("hscore", [:]),
    ("reg_hscore", [:]), ("gbc", [:]), ("gbc", ["pca": .integer(6)]), ("lfc", [:]),
    ("transrate", [:]), ("lda", [:]), ("ncm", [:]), ("etran", [:]),
    ("nleep", ["components_per_class": .integer(2)]), ("parc", [:]),
    ("parc", ["pca": .text("exact")]), ("ncti", [:]), ("knn", [:]),
    ("logme", ["variant": .text("transformer_ranker")]), ("logme_effective", [:]),
    ("hscore", ["variant": .text("google")]), ("reg_hscore", ["variant": .text("te_guide")]),
    ("sfda_loo", [:]), ("hscore_debiased", [:]), ("hscore_debiased", ["within": .text("pooled")]),
    ("disco", [:]), ("lead", [:]), ("cka", [:]), ("variance_collapse", [:]), ("fisher_ratio", [:]),
    ("silhouette", [:]), ("rankme", [:]), ("stable_rank", [:]), ("sa", [:]),
    ("sa", ["form": .text("printed"), "base": .text("logme")]), ("mean_rank", [:]),
  ]

  /// One-hot targets, which take the way of real-valued ones, score as the classes do.
  @Test(arguments: ["fixed_point", "icml"])
  func `LogME of one-hot targets is that of the classes`(_ variant: String) throws {
    let metric = try #require(MetricCatalog.entry(named: "logme")).make(["variant": .text(variant)])
    for shape in Self.shapes {
      let full = shape.input
      let rows = try #require(full.features as? Matrix)
      let targets = Matrix(
        rows: rows.rows, columns: full.moments.classCount,
        elements: full.labels.flatMap { label in
          (0..<full.moments.classCount).map { $0 == label ? 1.0 : 0 }
        })
      let input = ScoringInput(
        moments: .withoutClasses(dimension: rows.columns),
        labels: [], features: rows, targets: targets)
      let found = try metric.prepare(input).score(.none(classes: 0)).components[0]
      let expected = try metric.prepare(full).score(.none(classes: shape.counts.count)).components[
        0]
      #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(shape.testDescription)")
    }
  }

  /// Those that sweeps over few rows are mostly about: 204 settings over the six shapes.
  private static let thorough: Set = [
    "logme", "sfda", "hscore", "reg_hscore", "gbc", "lfc", "transrate", "lda", "ncm", "etran",
  ]

  @Test(arguments: metrics)
  func `Scores in row space are those in all dimensions`(
    _ name: String, _ options: [String: MetricOption]
  ) throws {
    let metric = try #require(MetricCatalog.entry(named: name)).make(options)
    for shape in Self.shapes {
      if name == "parc" && shape.isDeficient { continue }
      let full = shape.input
      let narrow = ScoringInput(
        moments: full.moments, labels: full.labels, features: full.features)
      let (direct, reduced) = (try metric.prepare(full), try metric.prepare(narrow))
      let motions = RandomMotions.some(
        Self.thorough.contains(name) ? 34 : 4, classes: shape.counts.count, seed: shape.seed)
      for (index, motion) in motions.enumerated() {
        let expected = try direct.score(motion)
        let found = try reduced.score(motion)
        for (left, right) in zip(found.components, expected.components) {
          #expect(
            abs(left - right) <= 1e-9 * max(1, abs(right)), "\(shape.testDescription), \(index)")
        }
      }
    }
  }
}
