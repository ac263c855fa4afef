import GRDB

extension LedgerStore {
  /// When runs of an experiment were computed: those that are being computed, and those that were
  /// finished last, of all processes.
  ///
  /// - Parameter limit: finished runs at most.
  package func work(experiment: String, limit: Int) throws -> [WorkSpan] {
    try read { db in
      var spans: [WorkSpan] = []
      try db.forEachRow(Self.workStatement, [experiment, limit]) { row in
        guard let start = try row.optionalNumber(0) else { return }
        spans.append(
          WorkSpan(
            start: start, end: try row.optionalNumber(1), evaluations: Int(try row.integer(2))))
      }
      return spans
    }
  }

  private static let workStatement = """
    SELECT runs.started_at,
      CASE WHEN runs.status = 'running' THEN NULL ELSE runs.finished_at END,
      CASE WHEN runs.status = 'finished' AND runs.models IS NOT NULL THEN runs.models
      ELSE (SELECT count(*) FROM evaluations WHERE evaluations.run = runs.run) END
    FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
    WHERE experiments.name = ? AND memberships.asked = experiments.latest
      AND runs.is_deleted = 0 AND runs.status IN ('running', 'finished')
    ORDER BY runs.status = 'running' DESC, runs.finished_at DESC LIMIT ?
    """
}
