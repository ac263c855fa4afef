import GRDB

extension LedgerStore {
  /// The processes that compute runs of an experiment, or models of runs that another has claimed; the
  /// one that claimed first at the beginning. Those that are seen to be gone are left out.
  package func holders(experiment: String) throws -> [ClaimHolder] {
    try read { db in
      var holders: [ClaimHolder] = []
      try db.forEachRow(Self.holdersStatement, [experiment, experiment]) { row in
        guard try ProcessMark(row, from: 0)?.isGone(seenFrom: worker.mark) != true else { return }
        holders.append(
          ClaimHolder(
            host: try row.text(0), process: Int(try row.integer(3)),
            runs: Int(try row.integer(5)), since: try row.optionalNumber(6)))
      }
      return holders
    }
  }

  /// A process that has claimed a run and scores it is counted once.
  private static let holdersStatement = """
    SELECT workers.host, workers.boot, workers.process_namespace, workers.process,
      workers.process_started, max(held.runs), min(held.since)
    FROM (
      SELECT runs.worker, count(*) AS runs, min(runs.started_at) AS since
      FROM runs INDEXED BY runs_unfinished
        JOIN memberships USING (run) JOIN experiments USING (experiment)
      WHERE runs.status = 'running' AND runs.status <> 'finished' AND runs.is_deleted = 0
        AND experiments.name = ? AND memberships.asked = experiments.latest
      GROUP BY runs.worker
      UNION ALL
      SELECT takes.worker, count(DISTINCT takes.run), min(runs.started_at)
      FROM takes JOIN runs USING (run)
        JOIN memberships USING (run) JOIN experiments USING (experiment)
      WHERE takes.is_done = 0 AND runs.status <> 'finished' AND runs.is_deleted = 0
        AND experiments.name = ? AND memberships.asked = experiments.latest
      GROUP BY takes.worker
    ) AS held JOIN workers USING (worker)
    GROUP BY workers.worker ORDER BY 7
    """
}
