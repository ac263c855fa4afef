import LinearAlgebra

/// LogME of real-valued targets (regression, multi-label): mean over the columns of Y.
///
/// F'F and F'Y take one pass over the features. PED moves classes, of which there are none here.
struct LogMEOfTargets: PreparedMetric {
  private let score: MetricScore

  init(_ sample: Sample, targets: Matrix, variant: LogME.Variant) throws {
    let dimension = sample.features.columns
    guard targets.rows == sample.features.rows else {
      throw MetricError(
        "LogME: \(targets.rows) rows of targets for \(sample.features.rows) rows of features.")
    }
    var gram = Matrix(rows: dimension, columns: dimension)
    var cross = Matrix(rows: targets.columns, columns: dimension)
    try sample.features.forEachBlock { first, block in
      gram.addGram(of: block, factor: 1)
      let part = targets.elements[
        (first * targets.columns)..<((first + block.rows) * targets.columns)]
      let piece = Matrix(rows: block.rows, columns: targets.columns, elements: Array(part))
      cross = cross + piece.transposedTimes(block)
    }
    gram.mirrorUpperTriangle()
    let spectrum = try LogMESpectrum(gram: gram, rows: targets.rows, variant: variant)
    let squares = (0..<targets.columns).map { k in
      (0..<targets.rows).reduce(0) { $0 + targets[$1, k] * targets[$1, k] }
    }
    score = MetricScore(
      try spectrum.meanEvidence(products: cross, squares: squares), notes: spectrum.notes)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    guard motion.isIdentity else {
      throw MetricError("PED moves classes; with real-valued targets LogME has motion none only.")
    }
    return score
  }
}
