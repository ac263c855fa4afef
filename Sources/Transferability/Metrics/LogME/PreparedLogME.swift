import LinearAlgebra

/// LogME from moved class statistics: F'F = W + sum_c n_c mu'_c mu'_c', F'y_c = n_c mu'_c.
struct PreparedLogME: PreparedMetric {
  private let kernel: LogMEKernel
  private let evidence: LogMEEvidence
  private let counts: [Double]
  /// Whether a motion costs less by C x C factorisations than by a D x D eigenproblem.
  private let isLowRank: Bool
  private let notes: [String]
  /// How far log t goes beyond its first range with the classes where they are: a guide for the
  /// motions, the same for all of them, so that a score does not depend on what was scored before.
  private let outlook: LogMEOfMotion.Outlook

  init(_ statistics: ClassStatistics, variant: LogME.Variant) throws {
    kernel = try LogMEKernel(statistics)
    evidence = LogMEEvidence(
      rows: statistics.sampleCount, dimension: statistics.dimension, variant: variant)
    counts = statistics.counts.map(Double.init)
    isLowRank = Self.lowRankCost(statistics) < Self.directCost(statistics)
    notes = kernel.mayBeDeficient ? try Self.rankNotes(statistics, evidence) : []
    let still = LogMEOfMotion(
      kernel, evidence, counts: counts, motion: .none(classes: statistics.classCount))
    let expected = isLowRank ? try? still.outlook() : nil
    outlook = LogMEOfMotion.Outlook(
      below: (expected?.below ?? 0.5) + 0.1, above: (expected?.above ?? 0.5) + 0.1)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let score = try (isLowRank ? lowRank(motion) : nil) ?? direct(motion)
    guard score.isFinite else {
      throw MetricError("LogME has no finite value here: the features are constant or overflow.")
    }
    return MetricScore(score, notes: notes)
  }

  /// nil where the algebra has no accurate value.
  private func lowRank(_ motion: ClassMotion) -> Double? {
    let algebra = LogMEOfMotion(kernel, evidence, counts: counts, motion: motion)
    return try? algebra.result(outlook)
  }

  private func direct(_ motion: ClassMotion) throws -> Double {
    let roots = counts.map { $0.squareRoot() }
    let spectrum = try LogMESpectrum(
      gram: kernel.gram(motion.mixing.scalingRows(by: roots)), rows: Int(evidence.rows),
      variant: evidence.variant)
    return try spectrum.meanEvidence(
      products: kernel.movedMeans(motion.mixing).scalingRows(by: counts), squares: counts)
  }

  /// Flops of 25 factorisations of S(t) with the diagonal of its inverse.
  private static func lowRankCost(_ statistics: ClassStatistics) -> Double {
    let classes = Double(statistics.classCount)
    return 25 * 1.4 * classes * classes * classes
  }

  private static func directCost(_ statistics: ClassStatistics) -> Double {
    let (classes, dimension) = (Double(statistics.classCount), Double(statistics.dimension))
    return 9 * dimension * dimension * dimension + 2 * classes * dimension * dimension
  }

  /// What is to be said of the rank of F'F: that of the features as they are, since motion adds
  /// combinations of the class means only.
  private static func rankNotes(
    _ statistics: ClassStatistics, _ evidence: LogMEEvidence
  ) throws -> [String] {
    var gram = statistics.scatter
    let roots = statistics.counts.map { Double($0).squareRoot() }
    gram.addGram(of: statistics.means.scalingRows(by: roots), factor: 1)
    gram.mirrorUpperTriangle()
    return LogMERank(try SymmetricEigen.values(of: gram), evidence).notes
  }
}
