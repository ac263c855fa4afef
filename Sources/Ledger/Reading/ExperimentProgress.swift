import GRDB

/// How far the current runs of an experiment are.
package struct ExperimentProgress: Sendable, Equatable, Codable {
  /// By status.
  package var runs: [String: Int]
  /// Runs that the latest submission does not ask for.
  package var superseded: Int
  /// Models to be scored, over all runs.
  package var planned: Int
  /// Evaluations that are in the ledger.
  package var recorded: Int
  /// Evaluations that failed.
  package var failed: Int

  /// Nothing is left to compute.
  package var isDone: Bool {
    runs.allSatisfy { status, count in
      count == 0 || [RunStatus.finished.rawValue, RunStatus.failed.rawValue].contains(status)
    }
  }

  /// "2 failed", "1 queued": each status of which there are runs, in order.
  package var runPhrases: [String] { RunStatus.phrases { runs[$0.rawValue, default: 0] } }

  /// Whether a run failed.
  package var hasFailures: Bool { runs[RunStatus.failed.rawValue, default: 0] > 0 }
}

extension ExperimentProgress {
  /// What a tally says.
  package init(_ tally: ExperimentTally) {
    self.init(
      runs: Dictionary(
        uniqueKeysWithValues: tally.statuses.map { ($0.key.rawValue, $0.value) }),
      superseded: tally.superseded, planned: tally.counts.reduce(0) { $0 + $1.planned },
      recorded: tally.counts.reduce(0) { $0 + $1.recorded }, failed: tally.failed)
  }
}

extension LedgerStore {
  /// How far an experiment is; nil if there is none of this name.
  package func progress(experiment: String) throws -> ExperimentProgress? {
    try tally(experiment: experiment).map(ExperimentProgress.init)
  }
}
