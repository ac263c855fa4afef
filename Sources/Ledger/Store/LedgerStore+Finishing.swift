import Foundation
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
    try db.cachedStatement(
      sql: """
        UPDATE runs SET status = 'finished', worker = NULL, error = NULL, log = NULL,
          finished_at = ?, seconds = ?, models = ?, weighted_tau = ?, weighted_tau_low = ?,
          weighted_tau_high = ?, kendall_tau = ?, spearman = ?, pearson = ?, rel_at_1 = ?,
          rel_at_3 = ?, rounding_ties = ?, checksum = ?
        WHERE run = ? AND status <> 'finished'
        """
    ).execute(arguments: [
      Self.now(), result.seconds, c.models, c.weightedTau, c.weightedTauLow, c.weightedTauHigh,
      c.kendallTau, c.spearman, c.pearson, c.relAt1, c.relAt3, c.roundingTies,
      Self.checksum(rows, c), claimed.run,
    ])
    guard db.changesCount == 1 else { return false }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO evaluations(run, \(EvaluationRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for row in rows {
      try statement.execute(arguments: [
        claimed.run, row.position, row.score, row.stepsTaken, row.stop, row.accuracy, row.seconds,
        row.notes, row.trace.isEmpty ? nil : Data(row.trace),
      ])
    }
    return true
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
