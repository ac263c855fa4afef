import FeatureStatistics
import LinearAlgebra

/// LogME where the rows lie far from the origin beside their spread: F'F holds the square of the
/// offset beside what differs between rows, and would lose its digits. It is taken apart:
/// F'F = T + N m m' with m the mean of all rows and T their scatter about it, whose eigenvectors are
/// found alone (9 D^3 for each motion). m enters as an update of rank one.
struct LogMEFarOff: PreparedMetric {
  private let classes: CentredClasses
  /// Within classes, D x D
  private let scatter: Matrix
  private let evidence: LogMEEvidence
  private let notes: [String]

  init(_ statistics: ClassStatistics, _ evidence: LogMEEvidence) throws {
    classes = CentredClasses(statistics.moments)
    scatter = statistics.scatter
    self.evidence = evidence
    let still = classes.totalScatter(scatter, .none(classes: statistics.classCount))
    notes =
      evidence.rows > evidence.dimension
      ? OffsetSpectrum.rankNotes(try SymmetricEigen.values(of: still), evidence) : []
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let spectrum = try OffsetSpectrum(
      scatter: classes.totalScatter(scatter, motion), mean: classes.movedCentre(motion), evidence)
    let means = classes.combination(motion).times(classes.means)
    let score = try spectrum.meanEvidence(
      products: means.scalingRows(by: classes.counts), sums: classes.counts,
      squares: classes.counts)
    return try finite(score, "LogME", notes: notes)
  }
}

/// The eigenvectors of the scatter about the mean, and the mean in them.
struct OffsetSpectrum {
  /// [D], ascending; what rounding leaves of null directions is 0
  private let sigma: [Double]
  /// D x D, rows are eigenvectors
  private let vectors: Matrix
  /// [D], the mean along the eigenvectors
  private let mean: [Double]
  private let evidence: LogMEEvidence

  /// - Parameters:
  ///   - scatter: of all rows about their mean, D x D.
  ///   - mean: [D]
  init(scatter: Matrix, mean: [Double], _ evidence: LogMEEvidence) throws {
    let eigen = try SymmetricEigen(scatter)
    let rounding = LogMERank.threshold(largest: eigen.values.reduce(0, max), eigen.values.count)
    sigma = eigen.values.map { $0 > rounding ? $0 : 0 }
    vectors = eigen.vectors
    self.mean = vectors.times(mean)
    self.evidence = evidence
  }

  /// Mean over the targets of their evidence.
  ///
  /// - Parameters:
  ///   - products: K x D, a row is X'y of the centred rows.
  ///   - sums: 1'y of each.
  ///   - squares: |y|^2 of each.
  func meanEvidence(products: Matrix, sums: [Double], squares: [Double]) throws -> Double {
    let components = products.timesTransposed(vectors)
    var total = 0.0
    var start = (alpha: 1.0, beta: 1.0)
    for k in squares.indices {
      let target = OffsetTarget(
        sigma: sigma, mean: mean, product: Array(components.row(k)), sum: sums[k],
        square: squares[k], rows: evidence.rows, nulls: evidence.kept - Double(sigma.count))
      let maximum = try evidence.maximum(of: target, from: start)
      total += maximum.evidence
      if evidence.variant == .transformerRanker { start = maximum.end }
    }
    return total / Double(squares.count)
  }

  /// The mean adds a direction to those of the scatter.
  static func rankNotes(_ sigma: [Double], _ evidence: LogMEEvidence) -> [String] {
    let threshold = LogMERank.threshold(largest: sigma.reduce(0, max), sigma.count)
    let rank = min(sigma.count { $0 > threshold } + 1, sigma.count)
    guard Double(rank) < evidence.dimension, evidence.rows > evidence.dimension else { return [] }
    return ["rank \(rank) of \(sigma.count): the official value depends on rounding here"]
  }
}
