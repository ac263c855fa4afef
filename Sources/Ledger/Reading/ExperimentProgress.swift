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

extension LedgerStore {
  /// How far an experiment is; nil if there is none of this name.
  package func progress(experiment: String) throws -> ExperimentProgress? {
    guard let counts = try statusCounts()[experiment] else { return nil }
    let superseded = try supersededCount(experiment: experiment)
    return try read { db in
      ExperimentProgress(
        runs: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
        superseded: superseded, planned: try db.integer(Self.plannedStatement, [experiment]),
        recorded: try db.integer(Self.recordedStatement, [experiment]),
        failed: try db.integer(Self.failedStatement, [experiment]))
    }
  }

  /// A finished run says how many of its models have scores.
  private static let recordedStatement = """
    SELECT ifnull(sum(
        CASE WHEN runs.status = 'finished' AND runs.models IS NOT NULL THEN runs.models
        ELSE (SELECT count(*) FROM evaluations WHERE evaluations.run = runs.run) END), 0)
    FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
    WHERE experiments.name = ? AND memberships.asked = experiments.latest
      AND runs.is_deleted = 0
    """

  /// There are few pools: each is read once.
  private static let plannedStatement = """
    SELECT ifnull(sum(json_array_length(pools.models) * own.runs), 0)
    FROM (SELECT runs.pool, count(*) AS runs
      FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
      WHERE experiments.name = ? AND memberships.asked = experiments.latest
        AND runs.is_deleted = 0
      GROUP BY runs.pool) AS own JOIN pools USING (pool)
    """

  /// There are few failures: they come first.
  private static let failedStatement = """
    SELECT count(*) FROM failures CROSS JOIN runs USING (run)
      CROSS JOIN memberships ON memberships.run = runs.run
      CROSS JOIN experiments ON experiments.experiment = memberships.experiment
    WHERE experiments.name = ? AND memberships.asked = experiments.latest AND runs.is_deleted = 0
    """
}
