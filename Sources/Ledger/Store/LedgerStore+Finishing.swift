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
    try write { db in
      try runs.map { try record($0.run, $0.result, db) }
    }
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

  func record(_ claimed: ClaimedRun, _ result: RunResult, _ db: Database) throws -> Bool {
    let rows = try rows(of: result, claimed)
    let c = result.correlations
    let update = try BoundStatement(
      db,
      """
      UPDATE runs SET status = 'finished', worker = NULL, error = NULL, log = NULL,
        finished_at = ?, seconds = ?, models = ?, weighted_tau = ?, weighted_tau_low = ?,
        weighted_tau_high = ?, kendall_tau = ?, spearman = ?, pearson = ?, rel_at_1 = ?,
        rel_at_3 = ?, rounding_ties = ?, checksum = ?
      WHERE run = ? AND status <> 'finished'
      """)
    update.bind(Self.now())
    update.bind(result.seconds)
    update.bind(c.models)
    for value in [
      c.weightedTau, c.weightedTauLow, c.weightedTauHigh, c.kendallTau, c.spearman, c.pearson,
      c.relAt1, c.relAt3,
    ] { update.bind(value) }
    update.bind(c.roundingTies)
    update.bind(Self.checksum(rows, c))
    update.bind(claimed.run)
    try update.run()
    guard db.changesCount == 1 else { return false }
    try insert(rows, of: claimed.run, db)
    return true
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

  /// In the order of the models, which is the order in which they are read.
  private func rows(of result: RunResult, _ claimed: ClaimedRun) throws -> [EvaluationRow] {
    let models = claimed.specification.models
    let positions = Dictionary(uniqueKeysWithValues: models.enumerated().map { ($1, $0) })
    return try result.evaluations.map { evaluation in
      guard let position = positions[evaluation.model], !evaluation.score.isNaN else {
        throw LedgerError(
          .other,
          "run \(claimed.id) has no place for the score \(evaluation.score) of model "
            + "\"\(evaluation.model)\": scores are numbers, and models those of the run.")
      }
      return EvaluationRow(evaluation, position: position)
    }.sorted { $0.position < $1.position }
  }

  private static func checksum(_ rows: [EvaluationRow], _ correlations: Correlations) -> Int64 {
    var checksum = ResultChecksum()
    for row in rows { checksum.add(row) }
    checksum.add(correlations)
    return checksum.value
  }
}
