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
    let evidence = LogMEEvidence(rows: targets.rows, dimension: dimension, variant: variant)
    let sums = try TargetSums(input, targets, about: nil)
    let squares = (0..<targets.columns).map { k in
      (0..<targets.rows).reduce(0) { $0 + targets[$1, k] * targets[$1, k] }
    }
    let value: Double
    var notes = Self.notes(targets)
    if sums.offset.isFar {
      let centred = try TargetSums(input, targets, about: sums.mean)
      let spectrum = try OffsetSpectrum(scatter: centred.gram, mean: sums.mean, evidence)
      notes += OffsetSpectrum.rankNotes(try SymmetricEigen.values(of: centred.gram), evidence)
      value = try spectrum.meanEvidence(
        products: centred.products, sums: centred.targetSums, squares: squares)
    } else {
      let spectrum = try LogMESpectrum(gram: sums.gram, evidence)
      notes += spectrum.notes
      value = try spectrum.meanEvidence(products: sums.products, squares: squares)
    }
    score = try finite(value, "LogME", notes: notes)
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
