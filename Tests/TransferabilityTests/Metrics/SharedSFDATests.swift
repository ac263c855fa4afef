import FeatureStatistics
import Foundation
import LinearAlgebra
import Synchronization
import Testing
import Transferability

/// SFDA where many rows are far from their limit of confidence: settings share the reads of the rows, and
/// systems are solved by iteration. The scores are those of the definition.
struct SharedSFDATests {
  /// Settings that are compared with the definition; as many as PEDLAB_TEST_SETTINGS says.
  private static func settings(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["PEDLAB_TEST_SETTINGS"].flatMap { Int($0) } ?? usual
  }

  /// N x D with few classes, so that iterations are cheaper than a factor.
  private static func sample(
    rows: Int, dimension: Int, classes: Int, separation: Double, seed: UInt64
  )
    -> MetricSample
  {
    var random = SplitMix64(seed: seed)
    let labels = (0..<rows).map { ($0 * 7 + $0 / 5) % classes }
    let centres = Matrix(
      rows: classes, columns: dimension, elements: random.normals(classes * dimension))
    var values = Matrix(rows: rows, columns: dimension, elements: random.normals(rows * dimension))
    values.add(separation * centres, byLabel: labels)
    // Standard deviations from 1/4 to 4, and neighbouring dimensions that go together.
    for i in 0..<rows {
      for d in 0..<dimension {
        if d % 4 == 1 { values[i, d] += 0.7 * values[i, d - 1] }
        values[i, d] *= exp2(Double(d % 9) / 2 - 2)
      }
    }
    return MetricSample("\(rows) x \(dimension), \(classes) classes", rows: values, labels: labels)
  }

  /// Motions as PED makes them: differences of means, near pairs more than far ones.
  private static func motions(_ count: Int, classes: Int, seed: UInt64) -> [ClassMotion] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { k in
      let strength = 0.6 * Double(k % 20) / 20 * random.nextUnit()
      var mixing = Matrix.identity(classes)
      for a in 0..<classes {
        for b in 0..<a {
          let share = strength * random.nextUnit() / Double(classes)
          mixing[a, b] -= share
          mixing[a, a] += share
          mixing[b, a] -= share
          mixing[b, b] += share
        }
      }
      return ClassMotion(mixing: mixing)
    }
  }

  @Test(arguments: [(1500, 400, 2, 0.12), (2400, 512, 3, 0.1)])
  func `Settings have the scores of the definition`(
    _ rows: Int, _ dimension: Int, _ classes: Int, _ separation: Double
  ) throws {
    let data = Self.sample(
      rows: rows, dimension: dimension, classes: classes, separation: separation, seed: 11)
    let prepared = try #require(MetricCatalog.entry(named: "sfda")).make([:]).prepare(data.input)
    let count = Self.settings(100)
    let motions = Self.motions(count, classes: classes, seed: 12)
    let definition = try SFDADefinition(data)
    var found: Set<Double> = []
    for (motion, result) in zip(motions, try prepared.scores(motions)) {
      let (score, expected) = (try result.get().components[0], try definition.score(motion))
      #expect(abs(score - expected) <= 1e-9)
      found.insert(score)
    }
    #expect(found.count > count * 9 / 10, "settings differ")
    #expect(found.allSatisfy { $0 > 0.7 && $0 < 1 })
  }

  @Test func `A setting has the same bits alone and among others, in any order`() throws {
    let data = Self.sample(rows: 900, dimension: 320, classes: 2, separation: 0.12, seed: 3)
    let prepared = try #require(MetricCatalog.entry(named: "sfda")).make([:]).prepare(data.input)
    #expect(prepared.sharedMotions > 1)
    let motions = Self.motions(9, classes: 2, seed: 4)
    let alone = try motions.map { try prepared.score($0).components[0] }
    let together = try prepared.scores(motions).map { try $0.get().components[0] }
    let reversed = try prepared.scores(motions.reversed()).map { try $0.get().components[0] }
    #expect(together == alone)
    #expect(reversed == Array(alone.reversed()))
  }
}

extension SharedSFDATests {
  /// How often rows were read, from whatever thread.
  private final class Reads: Sendable {
    let count = Mutex(0)
  }

  private struct CountedRows: RowSource {
    let matrix: Matrix
    let reads: Reads
    var rows: Int { matrix.rows }
    var columns: Int { matrix.columns }

    func forEachBlock(
      in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
    ) throws {
      reads.count.withLock { $0 += 1 }
      try matrix.forEachBlock(in: range, body)
    }
  }

  @Test(arguments: [(0.3, true), (0.7, false)])
  func `Rows that are sure of their class are not read, and count as they should`(
    _ separation: Double, _ isRead: Bool
  ) throws {
    let data = Self.sample(
      rows: 1500, dimension: 400, classes: 3, separation: separation, seed: 31)
    let (full, reads) = (data.input, Reads())
    let input = ScoringInput(
      moments: full.moments, scatter: full.scatter, labels: data.labels,
      features: CountedRows(matrix: data.rows, reads: reads), outputs: full.outputs,
      companions: full.companions)
    let prepared = try #require(MetricCatalog.entry(named: "sfda")).make([:]).prepare(input)
    reads.count.withLock { $0 = 0 }
    let motions = Self.motions(Self.settings(20), classes: 3, seed: 32)
    let scores = try prepared.scores(motions).map { try $0.get().components[0] }
    #expect((reads.count.withLock { $0 } > 0) == isRead)
    let definition = try SFDADefinition(data)
    for (score, motion) in zip(scores, motions) {
      #expect(abs(score - (try definition.score(motion))) <= 1e-10)
    }
    #expect(isRead ? scores.contains { $0 < 1 - 1e-6 } : scores.allSatisfy { $0 > 1 - 1e-12 })
  }
}

/// SFDA by its definition, row by row: Shao et al., ECCV 2022.
private struct SFDADefinition {
  private let data: MetricSample
  private let means: Matrix
  private let counts: [Double]
  private let shrinkage: Double

  init(_ data: MetricSample) throws {
    self.data = data
    let moments = data.input.moments
    means = moments.means
    counts = moments.counts.map(Double.init)
    let within = 1 / Double(data.labels.count) * (try #require(data.input.scatter))
    var x = within.times([Double](repeating: 1, count: within.rows))
    var y = x
    for _ in 0..<3 {
      y = Self.unit(within.times(x))
      x = Self.unit(within.times(y))
    }
    let lambda = zip(x, within.times(y)).reduce(0) { $0 + $1.0 * $1.1 }
    shrinkage = max(exp(-5 * lambda), 1e-10)
  }

  private static func unit(_ vector: [Double]) -> [Double] {
    let norm = sumOfSquares(vector).squareRoot()
    return vector.map { $0 / norm }
  }

  func score(_ motion: ClassMotion) throws -> Double {
    var rows = data.moved(by: motion).rows
    let count = Double(rows.rows)
    let ones = [Double](repeating: 1 / count, count: rows.rows)
    rows = rows.subtractingFromRows(rows.transposedTimes(ones))
    let centres = classMeans(rows)
    let first = try probabilities(rows)
    for (i, c) in data.labels.enumerated() {
      let terms = (0..<first.columns).map { exp(first[i, $0]) }
      let confidence = exp(first[i, c]) / terms.reduce(0, +)
      for d in 0..<rows.columns {
        var others = 0.0
        for k in 0..<centres.rows where k != c { others += centres[k, d] }
        rows[i, d] =
          confidence * rows[i, d] + (1 - confidence) * others / Double(centres.rows - 1)
      }
    }
    let second = try probabilities(rows)
    return data.labels.enumerated().reduce(0) { $0 + second[$1.offset, $1.element] } / count
  }

  private func classMeans(_ rows: Matrix) -> Matrix {
    rows.rowSums(byLabel: data.labels, count: counts.count).scalingRows(by: counts.map { 1 / $0 })
  }

  /// N x C, of a discriminant analysis with the shrunk covariance within classes.
  private func probabilities(_ rows: Matrix) throws -> Matrix {
    let centres = classMeans(rows)
    var residuals = rows
    residuals.subtract(centres, byLabel: data.labels)
    let count = Double(rows.rows)
    var within = (1 - shrinkage) / count * residuals.gram()
    let ridge = shrinkage * residuals.elements.reduce(0) { $0 + $1 * $1 } / count
    for d in 0..<within.rows { within[d, d] += ridge / Double(within.rows) }
    let solved = try Cholesky(within).solve(centres.transposed)
    let squares = centres.times(solved)
    var logits = rows.times(solved)
    for i in 0..<logits.rows {
      for c in 0..<logits.columns {
        logits[i, c] += log(counts[c] / count) - squares[c, c] / 2
      }
      let largest = logits.row(i).reduce(-.infinity, max)
      let sum = logits.row(i).reduce(0) { $0 + exp($1 - largest) }
      for c in 0..<logits.columns { logits[i, c] = exp(logits[i, c] - largest) / sum }
    }
    return logits
  }
}
