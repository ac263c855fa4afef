import GRDB

extension LedgerStore {
  /// Records a run with all its evaluations in one transaction, and returns when it is on the disk.
  ///
  /// - Returns: false if another process had recorded the run before (which keeps its result).
  @discardableResult
  package func finish(_ run: ClaimedRun, _ result: RunResult) throws -> Bool {
    try finish([(run, result)])[0]
  }

  /// Records several runs in one transaction: one wait for the disk instead of many.
  package func finish(_ runs: [(run: ClaimedRun, result: RunResult)]) throws -> [Bool] {
    // Others wait while the ledger is locked: what can be done before is done before.
    try finish(runs.map { try StoredResult($0.result, of: $0.run) })
  }

  func finish(_ runs: [StoredResult]) throws -> [Bool] {
    try write { db in try runs.map { try record($0, db) } }
  }

  /// Records that a run could not be computed, unless another process has taken it over.
  ///
  /// - Parameters:
  ///   - error: one sentence.
  ///   - log: whatever helps to understand it.
  package func fail(_ run: ClaimedRun, error: String, log: String = "") throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE runs SET status = 'failed', worker = NULL, error = ?, log = ?, finished_at = ?
          WHERE run = ? AND worker = ? AND status = 'running'
          """, arguments: [error, log, Self.now(), run.row, run.worker])
      try db.execute(
        sql: "DELETE FROM takes WHERE run = ? AND worker = ?", arguments: [run.row, run.worker])
    }
  }

  /// Records evaluations of runs that are not done, so that a stop does not lose them: of runs that this
  /// process has claimed, or models that it has taken. What another process has taken over is left alone.
  package func keep(_ parts: [(run: ClaimedRun, evaluations: [Evaluation])]) throws {
    let stored = try parts.map { part in
      (part.run, try part.evaluations.map { try StoredResult.row($0, of: part.run) })
    }
    try write { db in
      for (run, rows) in stored {
        let key = StoredResult.motionKey(rows, of: run)
        let isOurs = try Bool.fetchOne(
          db.cachedStatement(
            sql: "SELECT 1 FROM runs WHERE run = ? AND worker = ? AND status = 'running'"),
          arguments: [run.row, run.worker])
        let kept = try rows.filter { row in
          let wasTaken = try markDone(row.position, of: run, db)
          return isOurs == true || wasTaken
        }
        try insert(kept, of: run.row, motionKey: key, ownChecksums: true, db)
      }
    }
  }

  /// - Returns: whether this process had taken the model.
  private func markDone(_ position: Int, of run: ClaimedRun, _ db: Database) throws -> Bool {
    let statement = try BoundStatement(
      db, "UPDATE takes SET is_done = 1 WHERE run = ? AND position = ? AND worker = ?")
    statement.bind(run.row)
    statement.bind(position)
    statement.bind(run.worker)
    try statement.run()
    return db.changesCount == 1
  }

  func record(_ stored: StoredResult, _ db: Database) throws -> Bool {
    let correlations = stored.correlations
    let update = try BoundStatement(db, Self.completion)
    update.bind((stored.error == nil ? RunStatus.finished : .failed).rawValue)
    update.bind(stored.error)
    update.bind(Self.now())
    update.bind(stored.seconds)
    update.bind(correlations.models)
    update.bind(correlations.accuracies)
    update.bind(correlations.roundingTies)
    update.bind(stored.checksum)
    update.bind(stored.summary)
    for statistic in CorrelationStatistic.all { update.bind(statistic.value(of: correlations)) }
    update.bind(stored.run)
    try update.run()
    guard db.changesCount == 1 else { return false }
    let takes = try BoundStatement(db, "DELETE FROM takes WHERE run = ?")
    takes.bind(stored.run)
    try takes.run()
    try insert(
      stored.rows, of: stored.run, motionKey: stored.motionKey, ownChecksums: false, db)
    for failure in stored.failures { try insert(failure, of: stored.run, db) }
    return true
  }

  private static let completion = """
    UPDATE runs SET status = ?, worker = NULL, error = ?, log = NULL, finished_at = ?, seconds = ?,
      models = ?, accuracies = ?, rounding_ties = ?, checksum = ?, summary = ?,
      \(CorrelationStatistic.all.map { "\($0.name) = ?" }.joined(separator: ", "))
    WHERE run = ? AND status <> 'finished'
    """

  private func insert(
    _ failure: StoredResult.Failure, of run: Int64, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO failures(run, position, error, log) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [run, failure.position, failure.error, failure.log])
  }

  /// - Parameter motionKey: nil if no row has a trace.
  func insert(
    _ rows: [EvaluationRow], of run: Int64, motionKey: Int64?, ownChecksums: Bool, _ db: Database
  ) throws {
    let references = try motionKey.map { try MotionWriter(db).write(rows.map(\.trace), key: $0) }
    let statement = try BoundStatement(db, Self.insertion)
    for (index, row) in rows.enumerated() {
      statement.bind(run)
      statement.bind(ownChecksums ? row.checksum : nil)
      statement.bind(row.position)
      statement.bind(row.score)
      statement.bind(row.stepsTaken)
      statement.bind(row.stop)
      statement.bind(row.accuracy)
      statement.bind(row.seconds)
      statement.bind(row.notes)
      statement.bind(references?[index]?.value)
      statement.bind(row.components)
      try statement.run()
    }
  }

  /// What was recorded before the run was done is replaced by the same, with the final score.
  private static let insertion = """
    INSERT OR REPLACE INTO evaluations(run, checksum, \(EvaluationRow.columns))
    VALUES (?, ?\(String(repeating: ", ?", count: EvaluationRow.columnCount)))
    """
}
