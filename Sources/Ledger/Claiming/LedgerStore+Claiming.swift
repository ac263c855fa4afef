import GRDB

extension LedgerStore {
  /// Takes queued runs that the submission, or a later one of its experiment, asks for, dataset by
  /// dataset, so that no other process computes them.
  ///
  /// The claim holds as long as this process lives (seen at once on this machine) and, for
  /// processes on other machines, while its heartbeat, every 10 s, is seen to change within 120 s.
  /// Runs of processes that are gone become `crashed`, and are claimed like queued ones.
  ///
  /// - Parameters:
  ///   - limit: runs at most.
  ///   - leavesHalf: take half of what is left at most, so that another process gets work too.
  ///   - atLeast: what is left is not divided into fewer than so many.
  /// - Returns: an empty list if nothing is left, or others compute what is left (see
  ///   ``holders(submission:)``).
  package func claim(
    submission: Int64, limit: Int, leavesHalf: Bool = false, atLeast: Int = 1
  ) throws -> [ClaimedRun] {
    // A claim that a power failure forgets has ended with its process: no wait for the disk.
    let claimed = try write(isDurable: false) { db -> [ClaimedRun] in
      try markCrashed(db)
      let worker = try worker.id(db)
      let runs = try take(submission, limit, leavesHalf: leavesHalf, atLeast: atLeast, db)
      guard !runs.isEmpty else { return [] }
      let (start, recorded) = try (Self.now(), RunReader(db).runs(rows: runs))
      let known = try KnownEvaluations(recorded, self, db)
      // What others took of them and did is known now.
      try db.cachedStatement(
        sql: "DELETE FROM takes WHERE run IN (SELECT value FROM json_each(?))"
      ).execute(arguments: ["\(runs)"])
      return try recorded.map { run in
        let statement = try BoundStatement(
          db,
          """
          UPDATE runs SET status = 'running', worker = ?, submission = ?, started_at = ?
          WHERE run = ?
          """)
        statement.bind(worker)
        statement.bind(submission)
        statement.bind(start)
        statement.bind(run.row)
        try statement.run()
        return ClaimedRun(run, row: run.row, worker: worker, known: try known.of(run))
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

  /// Rows of runs to claim. Of runs that would score alike, one: the others take its scores.
  private func take(
    _ submission: Int64, _ limit: Int, leavesHalf: Bool, atLeast: Int, _ db: Database
  ) throws -> [Int64] {
    let wanted = leavesHalf ? 2 * limit : limit
    var waiting = try waiting(.crashed, submission, wanted, db)
    waiting += try self.waiting(.queued, submission, wanted - waiting.count, db)
    var alike = Set<Int64>()
    let half = max((waiting.count + 1) / 2, min(atLeast, limit))
    let taken = waiting.prefix(leavesHalf ? half : limit).filter { run in
      run.scoring.map { alike.insert($0).inserted } ?? true
    }
    return taken.map(\.row)
  }

  /// Runs that no process computes, nor other runs with the same scores, dataset by dataset.
  /// The index gives them in this order, so that the cost is that of the runs taken, not of all that wait.
  private func waiting(
    _ status: RunStatus, _ submission: Int64, _ limit: Int, _ db: Database
  ) throws -> [(row: Int64, scoring: Int64?)] {
    var found: [(row: Int64, scoring: Int64?)] = []
    try db.cachedStatement(
      sql: """
        SELECT runs.run, runs.scoring FROM runs INDEXED BY runs_unfinished
        WHERE runs.status = ? AND runs.status <> 'finished' AND runs.is_deleted = 0
          AND EXISTS (SELECT 1 FROM submissions JOIN memberships USING (experiment)
            WHERE submissions.submission = ? AND memberships.run = runs.run
              AND memberships.asked >= submissions.submission)
          AND NOT EXISTS (SELECT 1 FROM runs AS other INDEXED BY runs_by_scoring
            WHERE other.scoring = runs.scoring AND (other.status = 'running'
              OR EXISTS (SELECT 1 FROM takes WHERE takes.run = other.run AND takes.is_done = 0)))
        ORDER BY runs.dataset, runs.run LIMIT ?
        """
    ).forEachRow([status.rawValue, submission, max(0, limit)]) { row in
      found.append((try row.integer(0), try row.optionalInteger(1)))
    }
    return found
  }

  /// Whether runs of a dataset that the submission asks for wait to be claimed.
  package func isWaiting(submission: Int64, dataset: String) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM runs INDEXED BY runs_unfinished
            WHERE runs.status IN ('queued', 'crashed') AND runs.status <> 'finished'
              AND runs.dataset = ? AND runs.is_deleted = 0
              AND EXISTS (SELECT 1 FROM submissions JOIN memberships USING (experiment)
                WHERE submissions.submission = ? AND memberships.run = runs.run
                  AND memberships.asked >= submissions.submission))
          """, arguments: [dataset, submission]) ?? false
    }
  }

  /// The processes that compute what the submission still waits for: runs of its experiment, and runs
  /// of others that score like those.
  package func holders(submission: Int64) throws -> [ClaimHolder] {
    try write { db in
      try markCrashed(db)
      return try Row.fetchAll(
        db,
        sql: """
          SELECT workers.host, workers.process, count(*), min(running.started_at)
          FROM runs AS running INDEXED BY runs_unfinished JOIN workers USING (worker)
          WHERE running.status = 'running' AND running.status <> 'finished'
            AND EXISTS (SELECT 1 FROM runs AS wanted INDEXED BY runs_by_scoring
              JOIN memberships ON memberships.run = wanted.run
              JOIN submissions USING (experiment)
              WHERE wanted.scoring IS running.scoring AND submissions.submission = ?
                AND memberships.asked >= submissions.submission
                AND (wanted.run = running.run OR wanted.status IN ('queued', 'crashed')))
          GROUP BY workers.worker
          UNION
          SELECT workers.host, workers.process, count(DISTINCT takes.run), min(wanted.started_at)
          FROM takes JOIN workers USING (worker) JOIN runs AS wanted USING (run)
            JOIN memberships USING (run) JOIN submissions USING (experiment)
          WHERE submissions.submission = ? AND memberships.asked >= submissions.submission
            AND wanted.status IN ('queued', 'crashed') AND takes.is_done = 0
          GROUP BY workers.worker ORDER BY 4
          """, arguments: [submission, submission]
      ).map { ClaimHolder(host: $0[0], process: $0[1], runs: $0[2], since: $0[3]) }
    }
  }

  /// Gives back runs that were asked to stop: they become `killed`, and the next submission of
  /// the plan queues them again.
  package func release(_ runs: [ClaimedRun]) throws {
    try leave(runs, .killed)
  }

  /// Takes runs from their workers, if they still have them.
  func leave(_ runs: [ClaimedRun], _ status: RunStatus) throws {
    try write { db in
      for run in runs {
        try db.execute(
          sql: """
            UPDATE runs SET status = ?, worker = NULL
            WHERE run = ? AND worker = ? AND status = 'running'
            """, arguments: [status.rawValue, run.row, run.worker])
        try db.execute(
          sql: "DELETE FROM takes WHERE run = ? AND worker = ?", arguments: [run.row, run.worker])
      }
    }
  }

  /// Gives back all that this process has claimed: it becomes `killed`.
  package func releaseAll() throws {
    guard let worker = worker.claimed else { return }
    try write(isDurable: false) { db in
      try db.execute(
        sql: """
          UPDATE runs SET status = 'killed', worker = NULL WHERE worker = ? AND status = 'running'
          """, arguments: [worker])
      try db.execute(sql: "DELETE FROM takes WHERE worker = ? AND is_done = 0", arguments: [worker])
    }
  }

  private func beat(_ worker: Int64) throws {
    try write(isDurable: false) { db in
      try db.execute(
        sql: "UPDATE workers SET heartbeat = heartbeat + 1, seen_at = ? WHERE worker = ?",
        arguments: [Self.now(), worker])
    }
  }

  /// Makes the running runs of dead processes `crashed`, also those of rows of `workers` that are gone.
  /// Says twice that they are not finished: only so does SQLite take the index that leaves finished
  /// runs out.
  func markCrashed(_ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE runs INDEXED BY runs_unfinished SET status = 'crashed',
          error = 'the process that computed it is no longer known'
        WHERE status = 'running' AND status <> 'finished'
          AND (worker IS NULL OR worker NOT IN (SELECT worker FROM workers))
        """)
    var dead: [(worker: Int64, mark: ProcessMark)] = []
    try db.cachedStatement(
      sql: """
        SELECT host, boot, process_namespace, process, process_started, worker, heartbeat
        FROM workers WHERE worker IN (
          SELECT worker FROM runs INDEXED BY runs_unfinished
          WHERE status = 'running' AND status <> 'finished' UNION SELECT worker FROM takes WHERE is_done = 0)
        """
    ).forEachRow([]) { row in
      guard let mark = try ProcessMark(row, from: 0) else { return }
      let number = try row.integer(5)
      if worker.isDead(number, mark, heartbeat: Int(try row.integer(6))) {
        dead.append((number, mark))
      }
    }
    for (number, mark) in dead {
      try db.execute(
        sql: """
          UPDATE runs INDEXED BY runs_unfinished SET status = 'crashed', worker = NULL,
            error = 'process ' || ? || ' on ' || ? || ' ended without reporting a result'
          WHERE worker = ? AND status = 'running' AND status <> 'finished'
          """, arguments: [mark.process, mark.host, number])
      try db.execute(sql: "DELETE FROM takes WHERE worker = ? AND is_done = 0", arguments: [number])
    }
  }
}
