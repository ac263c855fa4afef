import Findings
import Foundation
import Sweep

/// What `pedlab run --json` prints at the end.
struct SweepReport: Encodable {
  struct Evaluations: Encodable {
    /// Of all runs that the plan asks for.
    let planned: Int
    /// Recorded before, for this plan or for another.
    let reused: Int
    let computed: Int
    let failed: Int
  }

  let experiment: String
  let evaluations: Evaluations
  /// Runs whose correlations were computed.
  let runsFinished: Int
  let seconds: Double
  let ledger: String

  /// - Parameters:
  ///   - planned: evaluations that the plan asks for.
  ///   - before: of those, evaluations of runs that were done before.
  init(
    experiment: String, planned: Int, before: Int, summary: SweepRunner.Summary, seconds: Double,
    ledger: String
  ) {
    self.experiment = experiment
    evaluations = Evaluations(
      planned: planned, reused: before + summary.reusedEvaluations,
      computed: summary.computedEvaluations, failed: summary.failedEvaluations)
    runsFinished = summary.finished
    self.seconds = seconds
    self.ledger = ledger
  }
}
