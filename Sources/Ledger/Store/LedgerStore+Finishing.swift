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

  /// Records that a run could not be computed.
  ///
  /// - Parameters:
  ///   - error: one sentence.
  ///   - log: whatever helps to understand it.
  package func fail(_ run: ClaimedRun, error: String, log: String = "") throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE runs SET status = 'failed', worker = NULL, error = ?, log = ?, finished_at = ?
          WHERE run = ? AND status <> 'finished'
          """, arguments: [error, log, Self.now(), run.run])
    }
  }

  private func record(_ claimed: ClaimedRun, _ result: RunResult, _ db: Database) throws -> Bool {
    let positions = Dictionary(
      uniqueKeysWithValues: claimed.specification.models.enumerated().map { ($1, $0) })
    let c = result.correlations
    try db.cachedStatement(
      sql: """
        UPDATE runs SET status = 'finished', worker = NULL, error = NULL, log = NULL,
          finished_at = ?, seconds = ?, models = ?, weighted_tau = ?, weighted_tau_low = ?,
          weighted_tau_high = ?, kendall_tau = ?, spearman = ?, pearson = ?, rel_at_1 = ?,
          rel_at_3 = ?, rounding_ties = ?
        WHERE run = ? AND status <> 'finished'
        """
    ).execute(arguments: [
      Self.now(), result.seconds, c.models, c.weightedTau, c.weightedTauLow, c.weightedTauHigh,
      c.kendallTau, c.spearman, c.pearson, c.relAt1, c.relAt3, c.roundingTies, claimed.run,
    ])
    guard db.changesCount == 1 else { return false }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO evaluations(run, position, score, steps_taken, stop, accuracy, seconds, notes,
          trace)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for evaluation in result.evaluations {
      guard let position = positions[evaluation.model], !evaluation.score.isNaN else {
        throw LedgerError(
          .other,
          "run \(claimed.id) has no place for the score \(evaluation.score) of model "
            + "\"\(evaluation.model)\": scores are numbers, and models those of the run.")
      }
      try statement.execute(arguments: [
        claimed.run, position, evaluation.score, evaluation.stepsTaken, evaluation.stop,
        evaluation.accuracy, evaluation.seconds,
        evaluation.notes.isEmpty ? nil : JSONColumn.encode(evaluation.notes),
        evaluation.trace.isEmpty ? nil : TraceColumn(evaluation.trace),
      ])
    }
    return true
  }
}
