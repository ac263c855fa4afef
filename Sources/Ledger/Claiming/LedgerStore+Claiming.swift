import GRDB

extension LedgerStore {
  /// Takes up to `limit` queued runs of the submission's experiment, dataset by dataset, so that no
  /// other process computes them.
  ///
  /// The claim holds as long as this process lives (seen at once on this machine) and, for
  /// processes on other machines, while its heartbeat, every 10 s, is seen to change within 120 s.
  /// Runs of processes that are gone become `crashed`, and are claimed like queued ones.
  ///
  /// - Returns: an empty list if nothing is left, or others compute what is left
  ///   (see ``hasRunning(submission:)``).
  package func claim(submission: Int64, limit: Int) throws -> [ClaimedRun] {
    // A claim that a power failure forgets has ended with its process: no wait for the disk.
    let claimed = try write(isDurable: false) { db -> [ClaimedRun] in
      try markCrashed(db)
      let worker = try worker.id(db)
      var runs = try waiting(.crashed, submission, limit, db)
      runs += try waiting(.queued, submission, limit - runs.count, db)
      for run in runs {
        let statement = try BoundStatement(
          db, "UPDATE runs SET status = 'running', worker = ?, submission = ? WHERE run = ?")
        statement.bind(worker)
        statement.bind(submission)
        statement.bind(run)
        try statement.run()
      }
      return try RunReader(db).runs(numbers: runs).map { number, recorded in
        ClaimedRun(
          specification: recorded.specification, id: recorded.id, run: number, worker: worker)
      }
    }
    if !claimed.isEmpty {
      worker.startHeartbeat { [weak self] worker in
        // A beat that is missed is made up for by the next one.
        try? self?.beat(worker)
      }
    }
    return claimed
  }

  /// Runs that nobody computes, dataset by dataset. The index gives them in this order, so that the
  /// cost is that of the runs taken, not that of all that wait.
  private func waiting(
    _ status: RunStatus, _ submission: Int64, _ limit: Int, _ db: Database
  ) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT runs.run FROM runs INDEXED BY runs_unfinished
          WHERE runs.status = ? AND runs.status <> 'finished' AND runs.is_deleted = 0
            AND EXISTS (SELECT 1 FROM submissions JOIN memberships USING (experiment)
              WHERE submissions.submission = ? AND memberships.run = runs.run)
          ORDER BY runs.dataset, runs.run LIMIT ?
          """), arguments: [status.rawValue, submission, max(0, limit)])
  }

  /// Whether another process, or this one, is computing runs of the submission's experiment.
  package func hasRunning(submission: Int64) throws -> Bool {
    try write { db in
      try markCrashed(db)
      return try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM runs INDEXED BY runs_unfinished
            WHERE runs.status = 'running' AND runs.status <> 'finished'
              AND EXISTS (SELECT 1 FROM submissions JOIN memberships USING (experiment)
                WHERE submissions.submission = ? AND memberships.run = runs.run))
          """, arguments: [submission]) ?? false
    }
  }

  /// Gives back runs that were asked to stop: they become `killed`, and the next submission of
  /// the plan queues them again.
  package func release(_ runs: [ClaimedRun]) throws {
    try write { db in
      for run in runs {
        try db.execute(
          sql: """
            UPDATE runs SET status = 'killed', worker = NULL
            WHERE run = ? AND worker = ? AND status = 'running'
            """, arguments: [run.run, run.worker])
      }
    }
  }

  private func beat(_ worker: Int64) throws {
    try write(isDurable: false) { db in
      try db.execute(
        sql: "UPDATE workers SET heartbeat = heartbeat + 1, seen_at = ? WHERE worker = ?",
        arguments: [Self.now(), worker])
    }
  }

  /// Makes the running runs of dead processes `crashed`. Says twice that they are not finished:
  /// only so does SQLite take the index that leaves finished runs out.
  func markCrashed(_ db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT worker, host, boot, process_namespace, process, process_started, heartbeat
        FROM workers WHERE worker IN (
          SELECT worker FROM runs INDEXED BY runs_unfinished
          WHERE status = 'running' AND status <> 'finished')
        """)
    for row in rows {
      let mark = ProcessMark(
        host: row[1], boot: row[2], namespace: row[3], process: row[4], started: row[5])
      guard worker.isDead(row[0], mark, heartbeat: row[6]) else { continue }
      try db.execute(
        sql: """
          UPDATE runs INDEXED BY runs_unfinished SET status = 'crashed', worker = NULL,
            error = 'process ' || ? || ' on ' || ? || ' ended without a word'
          WHERE worker = ? AND status = 'running' AND status <> 'finished'
          """, arguments: [mark.process, mark.host, row[0] as Int64])
    }
  }
}
