import Foundation
import GRDB

extension LedgerStore {
  /// Makes an experiment, unless there is one of this name, and records where a submission of
  /// its plan comes from.
  ///
  /// - Returns: the submission, for ``enqueue(_:submission:retryFailed:)`` and
  ///   ``claim(submission:limit:)``.
  package func registerExperiment(_ name: String, provenance: Provenance) throws -> Int64 {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(provenance), as: UTF8.self)
    return try write { try addSubmission(name, provenance: text, at: Self.now(), $0) }
  }

  func addSubmission(
    _ experiment: String, provenance: String, at time: Double, _ db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO experiments(name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [experiment, time])
    try db.execute(
      sql: """
        INSERT INTO submissions(experiment, provenance, created_at)
        SELECT experiment, ?, ? FROM experiments WHERE name = ?
        """, arguments: [provenance, time, experiment])
    return db.lastInsertedRowID
  }

  /// Adds the runs of a plan to the submission's experiment, in which they are current from now on and
  /// all others superseded. A run that the ledger has, in this experiment or another, is not added
  /// again; what is missing is queued.
  ///
  /// - Parameters:
  ///   - retryFailed: queue failed runs again.
  ///   - inputs: what the input digests are made of (name to digest), to name what changed.
  package func enqueue(
    _ specifications: [RunSpecification], submission: Int64, retryFailed: Bool = false,
    inputs: [String: [String: String]] = [:]
  ) throws -> EnqueueSummary {
    let identified = specifications.map { (specification: $0, identity: $0.identity) }
    return try write { db in
      try markCrashed(db)
      try makeLatest(submission, db)
      var summary = EnqueueSummary()
      try keep(inputs, db)
      var added: [RunSpecification] = []
      var pools = PoolCache()
      var settings = try SettingNumbers(experiment: experiment(of: submission, db), db)
      for (specification, identity) in identified {
        let known = try number(of: identity, db)
        let run = try known ?? add(specification, identity, submission, &pools, db)
        try ask(for: run, submission, setting: settings.number(of: specification, db), db)
        if known == nil {
          added.append(specification)
          summary.queued += 1
        } else {
          let finished = summary.finished
          try requeue(run, submission, retryFailed, db, &summary)
          if summary.finished > finished {
            summary.finishedEvaluations += specification.models.count
          }
        }
      }
      summary.changedInputs = try changedInputs(of: added, submission, db)
      return summary
    }
  }

  func makeLatest(_ submission: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE experiments SET latest = ?
        WHERE experiment = (SELECT experiment FROM submissions WHERE submission = ?)
        """, arguments: [submission, submission])
  }

  /// Makes a run a member of the submission's experiment that this submission asks for.
  private func ask(
    for run: Int64, _ submission: Int64, setting: Int, _ db: Database
  ) throws {
    let statement = try BoundStatement(
      db,
      """
      INSERT INTO memberships(experiment, run, asked, setting)
      SELECT experiment, ?, submission, ? FROM submissions WHERE submission = ?
      ON CONFLICT DO UPDATE SET asked = excluded.asked
      """)
    statement.bind(run)
    statement.bind(setting)
    statement.bind(submission)
    try statement.run()
  }

  private func experiment(of submission: Int64, _ db: Database) throws -> Int64 {
    Int64(
      try db.integer("SELECT experiment FROM submissions WHERE submission = ?", [submission]))
  }

  private func requeue(
    _ run: Int64, _ submission: Int64, _ retryFailed: Bool, _ db: Database,
    _ summary: inout EnqueueSummary
  ) throws {
    var state: (status: RunStatus?, isDeleted: Bool) = (nil, false)
    try db.cachedStatement(sql: "SELECT status, is_deleted FROM runs WHERE run = ?")
      .forEachRow([run]) { row in
        state = (RunStatus(rawValue: try row.text(0)), try row.integer(1) != 0)
      }
    switch state {
    case (_, true): summary.deleted += 1
    case (.finished, _): summary.finished += 1
    case (.running, _): summary.running += 1
    case (.failed, _) where !retryFailed: summary.failed += 1
    default:
      summary.queued += 1
      try forgetFailure(of: run, db)
      try db.cachedStatement(
        sql: """
          UPDATE runs SET status = 'queued', submission = ?, worker = NULL, error = NULL, log = NULL,
            models = NULL, accuracies = NULL, checksum = NULL, summary = NULL
          WHERE run = ?
          """
      ).execute(arguments: [submission, run])
    }
  }

  /// Removes what failed in a run: it is computed again. The scores of the other models stay, each
  /// with a checksum of its own from now on.
  private func forgetFailure(of run: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM failures WHERE run = ?").execute(arguments: [run])
    var checksums: [(position: Int, value: Int64)] = []
    try EvaluationReader(db).forEachRow(of: run) { row, own in
      if own == nil { checksums.append((row.position, row.checksum)) }
    }
    for (position, value) in checksums {
      try db.cachedStatement(
        sql: "UPDATE evaluations SET checksum = ? WHERE run = ? AND position = ?"
      ).execute(arguments: [value, run, position])
    }
  }

  private func number(of identity: String, _ db: Database) throws -> Int64? {
    let statement = try BoundStatement(db, "SELECT run FROM runs WHERE identity = ?")
    statement.bind(identity)
    return try statement.run()
  }

  func add(
    _ specification: RunSpecification, _ identity: String, _ submission: Int64?,
    _ pools: inout PoolCache, _ db: Database
  ) throws -> Int64 {
    let (length, pool) = try (
      idLength(identity, db), pools.number(of: specification.models, db)
    )
    let statement = try BoundStatement(db, Self.insertion)
    statement.bind(identity)
    statement.bind(length)
    statement.bind(pool)
    statement.bind(submission)
    statement.bind(Self.now())
    for column in SpecificationColumn.all { column.bind(specification, statement) }
    try statement.run()
    return db.lastInsertedRowID
  }

  private static let insertion = """
    INSERT INTO runs(status, identity, id_length, pool, submission, created_at,
      \(SpecificationColumn.all.map(\.name).joined(separator: ", ")))
    VALUES ('queued', ?, ?, ?, ?, ?\(String(repeating: ", ?", count: SpecificationColumn.all.count)))
    """

  /// Digits of the identity that no other run begins with; the name of a run that begins with fewer of
  /// them grows.
  private func idLength(_ identity: String, _ db: Database) throws -> Int {
    for length in RunAddress.digits..<identity.count {
      let prefix = String(identity.prefix(length))
      let statement = try BoundStatement(
        db, "SELECT run FROM runs WHERE identity >= ? AND identity < ? LIMIT 1")
      statement.bind(prefix)
      statement.bind(prefix + "g")
      if try statement.run() == nil { return length }
      try db.execute(
        sql: """
          UPDATE runs SET id_length = max(id_length, ?) WHERE identity >= ? AND identity < ?
          """, arguments: [length + 1, prefix, prefix + "g"])
    }
    return identity.count
  }
}
