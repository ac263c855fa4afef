import FeatureStatistics
import LinearAlgebra

/// LogME of real-valued targets (regression, multi-label): mean over the columns of Y.
///
/// F'F and F'Y take one pass over the features. PED moves classes, of which there are none here.
struct LogMEOfTargets: PreparedMetric {
  private let score: MetricScore

  /// - Parameters:
  ///   - input: in coordinates, if these are fewer.
  ///   - dimension: D of the features.
  init(
    _ input: ScoringInput, targets: Matrix, dimension: Int, variant: LogME.Variant
  ) throws {
    let width = input.features.columns
    var gram = Matrix(rows: width, columns: width)
    var sums = [Double](repeating: 0, count: width)
    var cross = Matrix(rows: targets.columns, columns: width)
    try input.features.forEachBlock { first, block in
      gram.addGram(of: block, factor: 1)
      let part = targets.elements[
        (first * targets.columns)..<((first + block.rows) * targets.columns)]
      let piece = Matrix(rows: block.rows, columns: targets.columns, elements: Array(part))
      cross = cross + piece.transposedTimes(block)
      let ones = [Double](repeating: 1, count: block.rows)
      for (d, sum) in block.transposedTimes(ones).enumerated() { sums[d] += sum }
    }
    gram.mirrorUpperTriangle()
    let count = Double(targets.rows)
    let mean = sums.map { $0 / count }
    let offset = CommonOffset(
      mean: mean, variance: max(gram.trace / count - sumOfSquares(mean), 0))
    let spectrum = try LogMESpectrum(
      gram: gram,
      LogMEEvidence(rows: targets.rows, dimension: dimension, variant: variant))
    let squares = (0..<targets.columns).map { k in
      (0..<targets.rows).reduce(0) { $0 + targets[$1, k] * targets[$1, k] }
    }
    score = try finite(
      try spectrum.meanEvidence(products: cross, squares: squares), "LogME",
      notes: spectrum.notes + offset.notes("LogME") + Self.notes(targets))
  }

  /// A column that is the same in all rows can be fitted without the features, and raises the mean.
  private static func notes(_ targets: Matrix) -> [String] {
    let constant = (0..<targets.columns).filter { k in
      (1..<targets.rows).allSatisfy { targets[$0, k] == targets[0, k] }
    }
    guard let first = constant.first else { return [] }
    return [
      "targets that are the same in all rows: \(constant.count) of \(targets.columns), the first in "
        + "column \(first) (from 0); their evidence says nothing of the features"
    ]
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    guard motion.isIdentity else {
      throw MetricError("PED moves classes; with real-valued targets LogME has motion none only.")
    }
    return score
  }
}
