import FeatureStatistics
import LinearAlgebra

/// LogME from moved class statistics: F'F = W + sum_c n_c mu'_c mu'_c', F'y_c = n_c mu'_c.
struct PreparedLogME: PreparedMetric {
  private let kernel: LogMEKernel
  private let evidence: LogMEEvidence
  private let counts: [Double]
  private let notes: [String]
  /// nil where a D x D eigenproblem costs less than C x C factorisations.
  private let lowRank: LowRank?

  private struct LowRank: Sendable {
    let start: LogMEKernel.Start
    /// From the classes where they are, the same for all motions, so that a score does not depend
    /// on what was scored before.
    let outlook: LogMEOutlook
  }

  /// - Parameter statistics: may be in fewer coordinates than the features.
  init(_ statistics: ClassStatistics, _ evidence: LogMEEvidence) throws {
    kernel = try LogMEKernel(statistics)
    self.evidence = evidence
    counts = statistics.counts.map(Double.init)
    // With fewer rows than dimensions nothing depends on rounding: no eigenvalue is needed.
    notes =
      evidence.rows > evidence.dimension && kernel.mayBeDeficient
      ? try Self.rankNotes(statistics, evidence) : []
    let classes = Double(statistics.classCount)
    let isLowRank =
      evidence.isOfficial
      && LogMECost.byFactors(classes: classes)
        < LogMECost.direct(dimension: Double(statistics.dimension), classes: classes)
    lowRank =
      isLowRank ? try? Self.lowRank(kernel, evidence, counts, statistics.classCount) : nil
  }

  /// nil where the algebra would not help.
  private static func lowRank(
    _ kernel: LogMEKernel, _ evidence: LogMEEvidence, _ counts: [Double], _ classes: Int
  ) throws -> LowRank? {
    let start = try kernel.start()
    let still = LogMEOfMotion(
      kernel, start, evidence, counts: counts, motion: .none(classes: classes))
    return try still.outlook().map { LowRank(start: start, outlook: $0) }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let score = try byFactors(motion) ?? direct(motion)
    return try finite(score, "LogME", notes: notes)
  }

  /// nil where the algebra has no accurate value.
  private func byFactors(_ motion: ClassMotion) -> Double? {
    guard let lowRank else { return nil }
    let algebra = LogMEOfMotion(kernel, lowRank.start, evidence, counts: counts, motion: motion)
    return try? algebra.result(lowRank.outlook)
  }

  private func direct(_ motion: ClassMotion) throws -> Double {
    let roots = counts.map { $0.squareRoot() }
    let spectrum = try LogMESpectrum(
      gram: kernel.gram(motion.mixing.scalingRows(by: roots)), evidence)
    return try spectrum.meanEvidence(
      products: kernel.movedMeans(motion.mixing).scalingRows(by: counts), squares: counts)
  }

  /// The note on the rank of F'F, taken from the unmoved features: motion adds combinations of the
  /// class means only.
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
