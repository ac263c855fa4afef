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

  /// Adds the runs of a plan to the submission's experiment. A run that the ledger has, in
  /// this experiment or another, is not added again; what is missing is queued.
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
      var summary = EnqueueSummary()
      try keep(inputs, db)
      var added: [RunSpecification] = []
      var pools = PoolCache()
      for (specification, identity) in identified {
        let known = try number(of: identity, db)
        let run = try known ?? add(specification, identity, submission, &pools, db)
        try join(run, submission, db)
        if known == nil {
          added.append(specification)
          summary.queued += 1
        } else {
          try requeue(run, submission, retryFailed, db, &summary)
        }
      }
      summary.changedInputs = try changedInputs(of: added, submission, db)
      return summary
    }
  }

  private func join(_ run: Int64, _ submission: Int64, _ db: Database) throws {
    let statement = try BoundStatement(
      db,
      """
      INSERT INTO memberships(experiment, run)
      SELECT experiment, ? FROM submissions WHERE submission = ? ON CONFLICT DO NOTHING
      """)
    statement.bind(run)
    statement.bind(submission)
    try statement.run()
  }

  private func requeue(
    _ run: Int64, _ submission: Int64, _ retryFailed: Bool, _ db: Database,
    _ summary: inout EnqueueSummary
  ) throws {
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT status, is_deleted FROM runs WHERE run = ?"),
        arguments: [run])
    else { return }
    let status: String = row[0]
    let isDeleted: Bool = row[1]
    switch (status, isDeleted) {
    case (_, true): summary.deleted += 1
    case ("finished", _): summary.finished += 1
    case ("running", _): summary.running += 1
    case ("failed", _) where !retryFailed: summary.failed += 1
    default:
      summary.queued += 1
      try forgetResult(of: run, db)
      try db.cachedStatement(
        sql: """
          UPDATE runs SET status = 'queued', submission = ?, worker = NULL, error = NULL, log = NULL,
            models = NULL, accuracies = NULL, checksum = NULL
          WHERE run = ?
          """
      ).execute(arguments: [submission, run])
    }
  }

  /// Removes what a run that failed had recorded: it is computed again.
  func forgetResult(of run: Int64, _ db: Database) throws {
    for table in ["evaluations", "failures"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ?").execute(arguments: [run])
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
    let ped = specification.ped
    let statement = try BoundStatement(
      db,
      """
      INSERT INTO runs(identity, id_length, pool, submission, status, dataset, metric,
        metric_options, seed, motion, step_size, iterations, force_constant, radius_scale,
        exit_ratio, ablation, input_digest, method_version, created_at)
      VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    let (length, pool) = try (
      idLength(identity, db), pools.number(of: specification.models, db)
    )
    statement.bind(identity)
    statement.bind(length)
    statement.bind(pool)
    statement.bind(submission)
    statement.bind(specification.dataset)
    statement.bind(specification.metric)
    statement.bind(JSONColumn.encode(specification.metricOptions))
    statement.bind(specification.seed)
    statement.bind(ped == nil ? "none" : "ped")
    statement.bind(ped?.stepSize)
    statement.bind(ped?.iterations)
    statement.bind(ped?.forceConstant)
    statement.bind(ped?.radiusScale)
    statement.bind(ped?.exitRatio)
    statement.bind(ped.map { JSONColumn.encode($0.ablation) })
    statement.bind(specification.inputDigest)
    statement.bind(specification.methodVersion)
    statement.bind(Self.now())
    try statement.run()
    return db.lastInsertedRowID
  }

  /// Digits of the identity that no other run begins with.
  private func idLength(_ identity: String, _ db: Database) throws -> Int {
    for length in 12..<identity.count {
      let prefix = String(identity.prefix(length))
      let statement = try BoundStatement(
        db, "SELECT 1 FROM runs WHERE identity >= ? AND identity < ? LIMIT 1")
      statement.bind(prefix)
      statement.bind(prefix + "g")
      if try statement.run() == nil { return length }
    }
    return identity.count
  }
}
