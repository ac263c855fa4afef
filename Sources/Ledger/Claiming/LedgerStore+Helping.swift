import GRDB
import Synchronization

extension LedgerStore {
  /// Takes a model of runs that this process has claimed, before it begins to score it.
  ///
  /// - Returns: the rows of those runs whose model no other process has taken.
  package func take(_ model: String, of runs: [ClaimedRun]) throws -> Set<ClaimedRun.Key> {
    guard let worker = runs.first?.worker else { return [] }
    return try write(isDurable: false) { db in
      var taken: Set<ClaimedRun.Key> = []
      for run in runs {
        guard let position = run.position(of: model) else { continue }
        if try take(position, of: run.row, worker, db) { taken.insert(run.key) }
      }
      return taken
    }
  }

  /// Takes a model of runs that other processes compute, and have not begun with it: the last one, since
  /// they go through the models in order. Nil if there is nothing to help with.
  package func help(submission: Int64) throws -> HelpedModel? {
    var known = helped.withLock { $0 }
    defer { helped.withLock { $0 = known } }
    return try write(isDurable: false) { db in
      let worker = try worker.id(db)
      let claimed = try known.runs(running(submission, besides: worker, db)) {
        try RunReader(db).runs(rows: $0)
      }
      guard let first = try firstFree(claimed, &known, db) else { return nil }
      let alike = claimed.filter { $0.specification.dataset == first.run.specification.dataset }
      let runs = try alike.filter { run in
        guard let position = run.specification.models.firstIndex(of: first.model),
          try isFree(position, of: run.row, db)
        else { return false }
        return try take(position, of: run.row, worker, db)
      }
      return HelpedModel(
        model: first.model, runs: runs.map { ClaimedRun($0, row: $0.row, worker: worker) })
    }
  }

  /// Gives back what this process has taken and not recorded: others compute it.
  package func endHelping() throws {
    guard let worker = worker.claimed else { return }
    try write(isDurable: false) { db in
      try db.execute(sql: "DELETE FROM takes WHERE worker = ? AND is_done = 0", arguments: [worker])
    }
  }

  /// Gives back runs of which other processes still compute a part. They are queued, and whoever claims
  /// them when all is recorded finishes them.
  package func handBack(_ runs: [ClaimedRun]) throws {
    try leave(runs, .queued)
  }

  /// Runs that are looked at to find something to help with.
  private static let helpedRuns = 64

  private func running(
    _ submission: Int64, besides worker: Int64, _ db: Database
  ) throws -> [Int64] {
    var rows: [Int64] = []
    try db.cachedStatement(
      sql: """
        SELECT runs.run FROM runs INDEXED BY runs_unfinished
        WHERE runs.status = 'running' AND runs.status <> 'finished' AND runs.worker <> ?
          AND EXISTS (SELECT 1 FROM submissions JOIN memberships USING (experiment)
            WHERE submissions.submission = ? AND memberships.run = runs.run
              AND memberships.asked >= submissions.submission)
        ORDER BY runs.dataset, runs.run LIMIT ?
        """
    ).forEachRow([worker, submission, Self.helpedRuns]) { rows.append(try $0.integer(0)) }
    return rows
  }

  /// The last model that no process has begun, of the first run that has one.
  private func firstFree(
    _ runs: [RecordedRun], _ known: inout HelpedRuns, _ db: Database
  ) throws -> (run: RecordedRun, model: String)? {
    for run in runs {
      let found = try known.lastFree(of: run) { try isFree($0, of: run.row, db) }
      if let found { return (run, run.specification.models[found]) }
    }
    return nil
  }

  private func isFree(_ position: Int, of run: Int64, _ db: Database) throws -> Bool {
    let statement = try BoundStatement(
      db,
      """
      SELECT EXISTS (SELECT 1 FROM evaluations WHERE run = ? AND position = ?)
        OR EXISTS (SELECT 1 FROM takes WHERE run = ? AND position = ?)
        OR EXISTS (SELECT 1 FROM failures WHERE run = ? AND position = ?)
      """)
    for _ in 0..<3 {
      statement.bind(run)
      statement.bind(position)
    }
    return try statement.run() == 0
  }

  /// - Returns: whether the model is this worker's now.
  private func take(
    _ position: Int, of run: Int64, _ worker: Int64, _ db: Database
  ) throws -> Bool {
    let statement = try BoundStatement(
      db,
      """
      INSERT INTO takes(run, position, worker) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET worker = worker RETURNING worker
      """)
    statement.bind(run)
    statement.bind(position)
    statement.bind(worker)
    return try statement.run() == worker
  }
}
