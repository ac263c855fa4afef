import GRDB

/// A run of another ledger with all that is kept of it.
struct ForeignRun {
  let run: RecordedRun
  let evaluations: [Evaluation]
  let failures: [EvaluationFailure]
  let submission: Int64?
  /// The core type that its numbers were computed with.
  let core: String?
  let tags: [String]
  let note: String?

  init(_ run: RecordedRun, _ evaluations: [Evaluation], in source: LedgerStore) throws {
    self.run = run
    self.evaluations = evaluations
    failures = try source.failures(ofRun: run)
    submission = try source.submission(of: run)
    core = try source.provenance(ofRun: run)?.libraries["blas_core"]
    tags = try source.tags(of: run.address)
    note = try source.note(of: run.address)
  }
}

extension LedgerStore {
  /// The submission that computed a run.
  fileprivate func submission(of run: RecordedRun) throws -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT submission FROM runs WHERE run = ?"), arguments: [run.row])
    }
  }

  /// The provenance of a submission as it is stored, and when it was.
  func submission(_ number: Int64) throws -> (provenance: String, createdAt: Double)? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT provenance, created_at FROM submissions WHERE submission = ?",
        arguments: [number]
      ).map { ($0[0], $0[1]) }
    }
  }
}
