import GRDB

extension LedgerStore {
  /// The evaluations of runs, by the id of the run, in the order of the models' names.
  package func evaluations(of runs: [RecordedRun]) throws -> [String: [Evaluation]] {
    try read { db in
      var result: [String: [Evaluation]] = [:]
      result.reserveCapacity(runs.count)
      for run in runs { result[run.id] = try evaluations(of: run, db) }
      return result
    }
  }

  /// The evaluations of one run, in the order of the models' names: of a run that is not done, those
  /// that are.
  package func evaluations(ofRun run: RecordedRun) throws -> [Evaluation] {
    try read { try evaluations(of: run, $0) }
  }

  func evaluations(of run: RecordedRun, _ db: Database) throws -> [Evaluation] {
    try DamagedRecord.naming(run.id) {
      guard
        let recorded = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT checksum FROM runs WHERE run = ?"), arguments: [run.row])
      else { return [] }
      var evaluations: [Evaluation] = []
      var checksum = ResultChecksum()
      try evaluationRows(of: run.row, db) { stored, own in
        guard own == nil || own == stored.checksum else { throw Self.changedScores }
        checksum.add(stored)
        evaluations.append(try stored.evaluation(run.specification.models))
      }
      // Without correlations the run was not done yet when it was read.
      if let correlations = run.correlations, let recorded: Int64 = recorded[0] {
        checksum.add(correlations)
        guard recorded == checksum.value else { throw Self.changedScores }
      }
      return evaluations
    }
  }

  private static let changedScores = DamagedRecord("its scores are not what was recorded")

  /// Calls `body` with each stored evaluation of a run, and with the checksum that it has of its own.
  func evaluationRows(
    of run: Int64, _ db: Database, _ body: (EvaluationRow, Int64?) throws -> Void
  ) throws {
    let motions = MotionReader(db)
    try db.cachedStatement(
      sql: """
        SELECT \(EvaluationRow.columns), checksum FROM evaluations WHERE run = ? ORDER BY position
        """
    ).forEachRow([run]) { row in
      try body(EvaluationRow(row, motions), row.optionalInteger(EvaluationRow.columnCount))
    }
  }

  /// The models of a run that could not be scored, in the order of their names.
  package func failures(ofRun run: RecordedRun) throws -> [EvaluationFailure] {
    try read { try failures(of: run, $0) }
  }

  func failures(of run: RecordedRun, _ db: Database) throws -> [EvaluationFailure] {
    let models = run.specification.models
    return try DamagedRecord.naming(run.id) {
      var failures: [EvaluationFailure] = []
      try db.cachedStatement(
        sql: "SELECT position, error, log FROM failures WHERE run = ? ORDER BY position"
      ).forEachRow([run.row]) { row in
        let position = Int(try row.integer(0))
        guard models.indices.contains(position) else {
          throw DamagedRecord("it has a failure at position \(position) of \(models.count) models")
        }
        failures.append(
          EvaluationFailure(
            model: models[position], error: try row.text(1), log: try row.text(2)))
      }
      return failures
    }
  }
}
