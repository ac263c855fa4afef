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
    let stored = try runs.map { try StoredResult($0.result, of: $0.run) }
    return try write { db in try stored.map { try record($0, db) } }
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
          """, arguments: [error, log, Self.now(), run.run, run.worker])
    }
  }

  func record(_ stored: StoredResult, _ db: Database) throws -> Bool {
    let c = stored.correlations
    let update = try BoundStatement(
      db,
      """
      UPDATE runs SET status = ?, worker = NULL, error = ?, log = NULL,
        finished_at = ?, seconds = ?, models = ?, accuracies = ?, weighted_tau = ?, weighted_tau_low = ?,
        weighted_tau_high = ?, kendall_tau = ?, spearman = ?, pearson = ?, rel_at_1 = ?,
        rel_at_3 = ?, rounding_ties = ?, checksum = ?
      WHERE run = ? AND status <> 'finished'
      """)
    update.bind((stored.error == nil ? RunStatus.finished : .failed).rawValue)
    update.bind(stored.error)
    update.bind(Self.now())
    update.bind(stored.seconds)
    update.bind(c.models)
    update.bind(c.accuracies)
    for value in [
      c.weightedTau, c.weightedTauLow, c.weightedTauHigh, c.kendallTau, c.spearman, c.pearson,
      c.relAt1, c.relAt3,
    ] { update.bind(value) }
    update.bind(c.roundingTies)
    update.bind(stored.checksum)
    update.bind(stored.run)
    try update.run()
    guard db.changesCount == 1 else { return false }
    try insert(stored.rows, of: stored.run, db)
    for failure in stored.failures { try insert(failure, of: stored.run, db) }
    return true
  }

  private func insert(
    _ failure: StoredResult.Failure, of run: Int64, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: "INSERT INTO failures(run, position, error, log) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [run, failure.position, failure.error, failure.log])
  }

  private func insert(_ rows: [EvaluationRow], of run: Int64, _ db: Database) throws {
    let statement = try BoundStatement(
      db,
      "INSERT INTO evaluations(run, \(EvaluationRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for row in rows {
      statement.bind(run)
      statement.bind(row.position)
      statement.bind(row.score)
      statement.bind(row.stepsTaken)
      statement.bind(row.stop)
      statement.bind(row.accuracy)
      statement.bind(row.seconds)
      statement.bind(row.notes)
      statement.bind(row.trace)
      try statement.run()
    }
  }
}
