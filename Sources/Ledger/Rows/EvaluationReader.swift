import GRDB

/// Reads the evaluations of runs, and compares them with their checksums.
struct EvaluationReader {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// In the order of the models' names: of a run that is not done, those that are.
  ///
  /// - Throws: ``DamagedRecord`` for scores, traces or correlations that are not what was recorded.
  func evaluations(of run: RecordedRun) throws -> [Evaluation] {
    try DamagedRecord.naming(run.id) {
      guard
        let recorded = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT checksum FROM runs WHERE run = ?"), arguments: [run.row])
      else { return [] }
      var evaluations: [Evaluation] = []
      var checksum = ResultChecksum()
      try forEachRow(of: run.row) { stored, own in
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
  func forEachRow(of run: Int64, _ body: (EvaluationRow, Int64?) throws -> Void) throws {
    let motions = MotionReader(db)
    try db.cachedStatement(
      sql: """
        SELECT \(EvaluationRow.columns), checksum FROM evaluations WHERE run = ? ORDER BY position
        """
    ).forEachRow([run]) { row in
      try body(EvaluationRow(row, motions), row.optionalInteger(EvaluationRow.columnCount))
    }
  }
}
