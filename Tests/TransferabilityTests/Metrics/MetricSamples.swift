import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

/// Small data sets that are made, not stored.
struct MetricSample: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rows: Matrix
  let labels: [Int]
  let logits: Matrix

  init(_ name: String, counts: [Int], dimension: Int, scale: Double = 1) {
    var random = SplitMix64(seed: 7)
    let labels = counts.enumerated().flatMap { Array(repeating: $0, count: $1) }
    let centres = Matrix(
      rows: counts.count, columns: dimension,
      elements: (0..<counts.count * dimension).map { _ in random.nextUnit() })
    var rows = Matrix(rows: labels.count, columns: dimension)
    for (i, c) in labels.enumerated() {
      for d in 0..<dimension { rows[i, d] = scale * (centres[c, d] + random.nextUnit()) }
    }
    self.init(name, rows: rows, labels: labels)
  }

  init(_ name: String, rows: Matrix, labels: [Int]) {
    testDescription = name
    self.rows = rows
    self.labels = labels
    var random = SplitMix64(seed: 8)
    logits = Matrix(
      rows: rows.rows, columns: 3, elements: (0..<rows.rows * 3).map { _ in random.nextUnit() })
  }

  /// The same data with some columns changed.
  func changing(_ name: String, _ change: (inout Matrix) -> Void) -> MetricSample {
    var rows = rows
    change(&rows)
    return MetricSample(name, rows: rows, labels: labels)
  }

  /// Statistics by their definition, in one plain pass.
  var input: ScoringInput {
    let (classes, dimension) = ((labels.max() ?? 0) + 1, rows.columns)
    var counts = [Int](repeating: 0, count: classes)
    var means = Matrix(rows: classes, columns: dimension)
    for (i, c) in labels.enumerated() {
      counts[c] += 1
      for d in 0..<dimension { means[c, d] += rows[i, d] }
    }
    means = means.scalingRows(by: counts.map { 1 / Double($0) })
    var residuals = rows
    var variances = Matrix(rows: classes, columns: dimension)
    for (i, c) in labels.enumerated() {
      for d in 0..<dimension {
        residuals[i, d] -= means[c, d]
        variances[c, d] += residuals[i, d] * residuals[i, d] / Double(counts[c])
      }
    }
    return ScoringInput(
      moments: ClassMoments(counts: counts, means: means, variances: variances),
      scatter: residuals.gram(), labels: labels, features: rows,
      outputs: SourceOutputs(logits, kind: .logits), companions: companions)
  }

  /// What few metrics read: a source of seven rows, other features of the rows, and three images.
  private var companions: Companions {
    var random = SplitMix64(seed: 9)
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in random.nextUnit() })
    }
    let source = SourceSample(features: matrix(7, rows.columns), labels: [0, 1, 1, 0, 2, 2, 1])
    let untrained = matrix(rows.rows, 5)
    let images = (0..<rows.rows).map { $0 % 3 }
    return Companions(
      attribute: { ["parameters": 25e6, "source_accuracy": 76.1][$0] }, source: { source },
      randomFeatures: { untrained }, images: { images })
  }

  /// The rows as a motion leaves them.
  func moved(by motion: ClassMotion) -> MetricSample {
    let means = input.moments.means
    let shifts = motion.mixing.times(means) - means
    return changing("moved") { rows in
      for (i, c) in labels.enumerated() {
        for d in 0..<rows.columns { rows[i, d] += shifts[c, d] }
      }
    }
  }
}

extension MetricSample {
  static let ordinary = MetricSample("ordinary", counts: [9, 14, 12, 20], dimension: 6)

  static let degenerate: [MetricSample] = [
    ordinary,
    MetricSample("two classes", counts: [10, 12], dimension: 4),
    MetricSample("one class", counts: [12], dimension: 4),
    MetricSample("class of one", counts: [1, 12, 9], dimension: 4),
    MetricSample("fewer rows than dimensions", counts: [4, 5], dimension: 20),
    MetricSample("1 to 1000", counts: [1, 1000], dimension: 3),
    MetricSample("1000 classes", counts: Array(repeating: 2, count: 1000), dimension: 3),
    MetricSample("tiny", counts: [9, 14], dimension: 4, scale: 1e-20),
    MetricSample("huge", counts: [9, 14], dimension: 4, scale: 1e20),
    MetricSample(
      "constant", rows: Matrix(rows: 6, columns: 3, repeating: 2), labels: [0, 0, 0, 1, 1, 1]),
    MetricSample("zero", rows: Matrix(rows: 6, columns: 3), labels: [0, 0, 0, 1, 1, 1]),
    ordinary.changing("dead and duplicate dimensions") { rows in
      for i in 0..<rows.rows {
        rows[i, 0] = 0
        rows[i, 1] = rows[i, 2]
      }
    },
  ]

  /// What PED makes of the input by itself, rescaled by its own deviations.
  static func ped(_ input: ScoringInput) throws -> ClassMotion {
    try PEDPreparation(
      moments: input.moments, reference: nil, rescale: .target, floor: 1e-3
    ).outcome(PEDSettings()).motion
  }

  /// Classes drawn a little apart along the differences of their means.
  static func motion(classes: Int) -> ClassMotion {
    guard classes > 1 else { return .none(classes: classes) }
    let share = 0.3 / Double(classes)
    var mixing = Matrix(rows: classes, columns: classes, repeating: -share)
    for c in 0..<classes { mixing[c, c] = 1 + share * Double(classes - 1) }
    mixing[0, 0] += 0.1
    mixing[0, 1] -= 0.1
    return ClassMotion(mixing: mixing)
  }
}
