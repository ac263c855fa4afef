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
    try EvaluationReader(db).evaluations(of: run)
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
