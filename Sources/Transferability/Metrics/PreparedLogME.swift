import LinearAlgebra

/// LogME from moved class statistics: F'F = scatter + sum_c n_c mu'_c mu'_c', F'y_c = n_c mu'_c.
struct PreparedLogME: PreparedMetric {
  private let statistics: ClassStatistics
  private let variant: LogME.Variant

  init(_ statistics: ClassStatistics, variant: LogME.Variant) {
    self.statistics = statistics
    self.variant = variant
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let means = motion.isIdentity ? statistics.means : motion.mixing.times(statistics.means)
    let counts = statistics.counts.map(Double.init)
    var gram = statistics.scatter
    gram.addGram(of: means.scalingRows(by: counts.map { $0.squareRoot() }), factor: 1)
    gram.mirrorUpperTriangle()
    let spectrum = try LogMESpectrum(
      gram: gram, rows: statistics.sampleCount, variant: variant)
    let components = means.scalingRows(by: counts).timesTransposed(spectrum.vectors)
    var sum = 0.0
    for c in 0..<statistics.classCount {
      sum += spectrum.evidence.maximum(
        projections: components.row(c).map { $0 * $0 }, squaredTarget: counts[c])
    }
    let score = sum / Double(statistics.classCount)
    guard score.isFinite else {
      throw MetricError("LogME has no finite value here: the features are constant or overflow.")
    }
    return MetricScore(score, notes: spectrum.notes)
  }
}

/// The eigenvalues that count, their eigenvectors, and what is to be said of them.
struct LogMESpectrum {
  let evidence: LogMEEvidence
  /// k x D, rows are eigenvectors.
  let vectors: Matrix
  let notes: [String]

  init(gram: Matrix, rows: Int, variant: LogME.Variant) throws {
    let eigen = try SymmetricEigen(gram)
    let dimension = gram.rows
    let kept = variant == .icml || rows > dimension ? dimension : rows
    let first = dimension - kept
    let sigma = eigen.values[first...].map { max($0, 0) }
    evidence = LogMEEvidence(
      rows: Double(rows), dimension: Double(dimension), sigma: sigma, variant: variant)
    vectors = Matrix(
      rows: kept, columns: dimension,
      elements: Array(eigen.vectors.elements[(first * dimension)...]))
    let threshold = (sigma.last ?? 0) * Double(dimension) * 0x1p-52
    let rank = sigma.count { $0 > threshold }
    notes =
      rank < dimension && rows > dimension
      ? ["rank \(rank) of \(dimension): the official value depends on rounding here"] : []
  }
}

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
    let components = cross.timesTransposed(spectrum.vectors)
    var sum = 0.0
    for k in 0..<targets.columns {
      let square = (0..<targets.rows).reduce(0) { $0 + targets[$1, k] * targets[$1, k] }
      sum += spectrum.evidence.maximum(
        projections: components.row(k).map { $0 * $0 }, squaredTarget: square)
    }
    score = MetricScore(sum / Double(targets.columns), notes: spectrum.notes)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    guard motion.isIdentity else {
      throw MetricError("PED moves classes; with real-valued targets LogME has motion none only.")
    }
    return score
  }
}
