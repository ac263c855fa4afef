import GRDB

extension LedgerStore {
  /// The processes that compute runs of an experiment, the one that claimed first at the beginning.
  package func holders(experiment: String) throws -> [ClaimHolder] {
    try read { db in
      var holders: [ClaimHolder] = []
      try db.forEachRow(
        """
        SELECT workers.host, workers.process, count(*), min(runs.started_at)
        FROM runs INDEXED BY runs_unfinished JOIN workers USING (worker)
          JOIN memberships USING (run) JOIN experiments USING (experiment)
        WHERE runs.status = 'running' AND runs.status <> 'finished' AND runs.is_deleted = 0
          AND experiments.name = ? AND memberships.asked = experiments.latest
        GROUP BY workers.worker ORDER BY 4
        """, [experiment]
      ) { row in
        holders.append(
          ClaimHolder(
            host: try row.text(0), process: Int(try row.integer(1)),
            runs: Int(try row.integer(2)), since: try row.optionalNumber(3)))
      }
      return holders
    }
  }
}
