import Foundation
import GRDB

extension LedgerStore {
  /// Runs that answer a query.
  package func runs(_ query: RunQuery) throws -> [RecordedRun] {
    let (sql, arguments) = RunStatement.select(query)
    return try read { db in
      let reader = RunReader(db)
      let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
      var runs: [RecordedRun] = []
      while let row = try rows.next() { runs.append(try reader.run(row)) }
      return runs
    }
  }

  /// The runs of an experiment that are not deleted, in the order in which they were added.
  package func runs(experiment: String) throws -> [RecordedRun] {
    try runs(RunQuery(experiment: experiment))
  }

  /// The evaluations of runs, by the id of the run, in the order of the models' names.
  package func evaluations(of runs: [RecordedRun]) throws -> [String: [Evaluation]] {
    try read { db in
      var result: [String: [Evaluation]] = [:]
      result.reserveCapacity(runs.count)
      for run in runs { result[run.id] = try evaluations(of: run, db) }
      return result
    }
  }

  /// The evaluations of one run, in the order of the models' names.
  package func evaluations(ofRun run: RecordedRun) throws -> [Evaluation] {
    try read { try evaluations(of: run, $0) }
  }

  /// The models of a run that could not be scored, in the order of their names.
  package func failures(ofRun run: RecordedRun) throws -> [EvaluationFailure] {
    try read { try failures(of: run, $0) }
  }

  func failures(of run: RecordedRun, _ db: Database) throws -> [EvaluationFailure] {
    let models = run.specification.models
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT position, failures.error, failures.log FROM failures JOIN runs USING (run)
          WHERE identity >= ? AND identity < ? ORDER BY position
          """), arguments: [run.id, run.id + "g"]
    ).map { row in
      let position: Int = row[0]
      guard models.indices.contains(position) else { throw damaged(run) }
      return EvaluationFailure(model: models[position], error: row[1], log: row[2])
    }
  }

  func evaluations(of run: RecordedRun, _ db: Database) throws -> [Evaluation] {
    guard
      let found = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT run, checksum FROM runs WHERE identity >= ? AND identity < ? LIMIT 1"),
        arguments: [run.id, run.id + "g"])
    else { return [] }
    let cursor = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT \(EvaluationRow.columns) FROM evaluations WHERE run = ? ORDER BY position
          """), arguments: [found[0] as Int64])
    var evaluations: [Evaluation] = []
    var checksum = ResultChecksum()
    while let row = try cursor.next() {
      let stored = EvaluationRow(row)
      checksum.add(stored)
      guard let evaluation = try stored.evaluation(run.specification.models) else {
        throw damaged(run)
      }
      evaluations.append(evaluation)
    }
    if let correlations = run.correlations { checksum.add(correlations) }
    if let recorded: Int64 = found[1], recorded != checksum.value { throw damaged(run) }
    return evaluations
  }

  private func damaged(_ run: RecordedRun) -> LedgerError {
    LedgerError(
      .damaged,
      "the scores of run \(run.id) in \(path) are not what was recorded: the file is damaged. "
        + "`pedlab delete \(run.id)` and `pedlab gc` remove the run, and its plan computes it anew; or "
        + "go on from a backup.")
  }

  /// The run whose id, or identity, begins with `prefix`.
  ///
  /// - Throws: ``LedgerError`` if there is none, or more than one.
  package func run(_ prefix: String) throws -> RecordedRun {
    try read { db in
      let found = try matches(prefix.lowercased(), db)
      if found.count == 1 { return try RunReader(db).runs(numbers: [found[0].run])[0].1 }
      if found.isEmpty { throw try unknown(prefix, db) }
      throw LedgerError(
        .unknownRun,
        "\"\(prefix)\" is ambiguous: it begins \(found.map(\.id).joined(separator: ", ")). Give more "
          + "digits.")
    }
  }

  private func matches(_ prefix: String, _ db: Database) throws -> [(run: Int64, id: String)] {
    guard !prefix.isEmpty else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT run, substr(identity, 1, id_length) FROM runs
        WHERE identity >= ? AND identity < ? ORDER BY identity LIMIT 5
        """, arguments: [prefix, prefix + "g"]
    ).map { ($0[0], $0[1]) }
  }

  private func unknown(_ prefix: String, _ db: Database) throws -> LedgerError {
    var near: [String] = []
    for length in stride(from: prefix.count - 1, through: 3, by: -1) where near.isEmpty {
      near = try matches(String(prefix.lowercased().prefix(length)), db).map(\.id)
    }
    let remedy =
      near.isEmpty
      ? "`pedlab runs` lists the runs." : "Did you mean \(near.joined(separator: " or "))?"
    return LedgerError(.unknownRun, "there is no run \"\(prefix)\" in \(path). \(remedy)")
  }

  /// Where a run's numbers come from: the submission that computed it.
  package func provenance(ofRun run: RecordedRun) throws -> Provenance? {
    try decodedProvenance(
      """
      SELECT submissions.provenance FROM runs JOIN submissions USING (submission)
      WHERE identity >= ? AND identity < ?
      """, [run.id, run.id + "g"])
  }

  /// Where the newest submission of an experiment comes from.
  package func provenance(ofExperiment name: String) throws -> Provenance? {
    try decodedProvenance(
      """
      SELECT provenance FROM submissions JOIN experiments USING (experiment) WHERE name = ?
      ORDER BY submission DESC LIMIT 1
      """, [name])
  }

  private func decodedProvenance(
    _ sql: String, _ arguments: StatementArguments
  ) throws -> Provenance? {
    try read { db in
      try String.fetchOne(db, sql: sql, arguments: arguments).map {
        try JSONColumn.decode($0, as: Provenance.self)
      }
    }
  }

  /// The names of the experiments, oldest first.
  package func experiments() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT name FROM experiments ORDER BY experiment") }
  }

  /// Runs that are not deleted, by experiment and status. Runs whose process is seen to be gone
  /// count as crashed, although a reader cannot record that.
  package func statusCounts() throws -> [String: [RunStatus: Int]] {
    try read { db in
      var counts: [String: [RunStatus: Int]] = [:]
      for name in try String.fetchAll(db, sql: "SELECT name FROM experiments") {
        counts[name] = [:]
      }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT experiments.name, runs.status, count(*), workers.host, workers.boot,
            workers.process_namespace, workers.process, workers.process_started
          FROM runs JOIN memberships USING (run) JOIN experiments USING (experiment)
            LEFT JOIN workers USING (worker)
          WHERE runs.is_deleted = 0 GROUP BY experiments.name, runs.status, runs.worker
          """)
      for row in rows {
        var status = RunStatus(rawValue: row[1]) ?? .crashed
        if status == .running, let host: String = row[3] {
          let mark = ProcessMark(
            host: host, boot: row[4], namespace: row[5], process: row[6], started: row[7])
          if mark.isGone(seenFrom: worker.mark) == true { status = .crashed }
        }
        counts[row[0], default: [:]][status, default: 0] += row[2]
      }
      return counts
    }
  }
}
