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
      func count(_ what: String) throws -> Int {
        try db.integer(
          """
          SELECT ifnull(sum(\(what)), 0) FROM experiments JOIN memberships USING (experiment)
            JOIN runs USING (run) JOIN pools USING (pool)
          WHERE experiments.name = ? AND memberships.asked = experiments.latest
            AND runs.is_deleted = 0
          """, [experiment])
      }
      func rows(of table: String) -> String {
        "(SELECT count(*) FROM \(table) AS part WHERE part.run = runs.run)"
      }
      return ExperimentProgress(
        runs: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
        superseded: superseded, planned: try count("json_array_length(pools.models)"),
        recorded: try count(rows(of: "evaluations")), failed: try count(rows(of: "failures")))
    }
  }
}
