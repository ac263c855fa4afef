import GRDB

extension LedgerStore {
  /// Adds the finished runs of another ledger, with their experiments, provenance, tags and notes.
  /// Doing it again changes nothing. Runs that are not finished here take the other's result.
  package func merge(_ other: LedgerStore) throws -> MergeSummary {
    let merging = LedgerMerging(source: other)
    for experiment in try other.experiments() {
      let runs = try other.runs(RunQuery(experiment: experiment))
      merging.summary.unfinished += runs.count { $0.status != .finished }
      let finished = runs.filter { $0.status == .finished }
      // One wait for the disk for many runs, and a bounded number of them in memory.
      for start in stride(from: 0, to: finished.count, by: 256) {
        let part = try merging.read(Array(finished[start..<min(start + 256, finished.count)]))
        try write { db in
          for run in part { try merging.add(run, to: experiment, of: self, db) }
        }
      }
    }
    return merging.summary
  }
}

/// A run of the other ledger with all that is kept of it.
private struct ForeignRun {
  let run: RecordedRun
  let evaluations: [Evaluation]
  let failures: [EvaluationFailure]
  let submission: Int64?
  let tags: [String]
  let note: String?
}

/// The state of one merge.
private final class LedgerMerging {
  var summary = MergeSummary()
  private let source: LedgerStore
  private var counted: Set<String> = []
  /// Experiment and the other's submission to ours.
  private var submissions: [String: Int64] = [:]

  init(source: LedgerStore) { self.source = source }

  func read(_ runs: [RecordedRun]) throws -> [ForeignRun] {
    let evaluations = try source.evaluations(of: runs)
    return try runs.map { run in
      ForeignRun(
        run: run, evaluations: evaluations[run.id] ?? [],
        failures: try source.failures(ofRun: run),
        submission: try source.submission(of: run), tags: try source.tags(of: run),
        note: try source.note(of: run))
    }
  }

  func add(
    _ foreign: ForeignRun, to experiment: String, of ledger: LedgerStore, _ db: Database
  ) throws {
    let identity = foreign.run.specification.identity
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT run, status, is_deleted FROM runs WHERE identity = ?"),
      arguments: [identity])
    let isFirst = counted.insert(identity).inserted
    if let known, known[2] as Bool {
      if isFirst { summary.deleted.append(foreign.run.id) }
      return
    }
    let number: Int64
    if let known, known[1] as String == "finished" {
      number = known[0]
      if isFirst { try compare(foreign, number, ledger, db) }
    } else {
      number = try record(foreign, known?[0], experiment, ledger, db)
      if isFirst { summary.added += 1 }
    }
    try keepMarks(foreign, number, experiment, ledger, db)
  }

  private func compare(
    _ foreign: ForeignRun, _ number: Int64, _ ledger: LedgerStore, _ db: Database
  ) throws {
    guard let here = try RunReader(db).runs(numbers: [number]).first?.1 else { return }
    let ours = try ledger.evaluations(of: here, db)
    let isSame =
      here.correlations == foreign.run.correlations
      && Self.timeless(ours) == Self.timeless(foreign.evaluations)
    if isSame { summary.same += 1 } else { summary.conflicts.append(here.id) }
  }

  private func record(
    _ foreign: ForeignRun, _ known: Int64?, _ experiment: String, _ ledger: LedgerStore,
    _ db: Database
  ) throws -> Int64 {
    let run = foreign.run
    let submission = try submission(foreign, experiment, ledger, db)
    var pools = PoolCache()
    let number =
      try known
      ?? ledger.add(run.specification, run.specification.identity, submission, &pools, db)
    try ledger.forgetResult(of: number, db)
    let claimed = ClaimedRun(
      specification: run.specification, id: run.id, run: number, worker: 0)
    guard let correlations = run.correlations else {
      throw LedgerError(
        .damaged, "run \(run.id) in \(source.path) is finished without correlations.")
    }
    let result = RunResult(
      evaluations: foreign.evaluations, failures: foreign.failures, correlations: correlations,
      seconds: run.seconds ?? 0)
    _ = try ledger.record(StoredResult(result, of: claimed), db)
    try db.execute(
      sql: "UPDATE runs SET created_at = ?, finished_at = ?, submission = ? WHERE run = ?",
      arguments: [run.createdAt, run.finishedAt, submission, number])
    return number
  }

  /// Membership, tags, a note where there is none, and what the input digest is made of.
  private func keepMarks(
    _ foreign: ForeignRun, _ number: Int64, _ experiment: String, _ ledger: LedgerStore,
    _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO experiments(name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [experiment, LedgerStore.now()])
    try db.execute(
      sql: """
        INSERT INTO memberships(experiment, run) SELECT experiment, ? FROM experiments
        WHERE name = ? ON CONFLICT DO NOTHING
        """, arguments: [number, experiment])
    for tag in foreign.tags {
      try db.execute(
        sql: "INSERT OR IGNORE INTO tags(run, tag) VALUES (?, ?)", arguments: [number, tag])
    }
    if let note = foreign.note {
      try db.execute(
        sql: "UPDATE runs SET note = ? WHERE run = ? AND note IS NULL", arguments: [note, number])
    }
    let digest = foreign.run.specification.inputDigest
    if try ledger.inputParts(of: digest, db) == nil, let parts = try source.inputParts(of: digest) {
      try ledger.keep([digest: parts], db)
    }
  }

  private func submission(
    _ foreign: ForeignRun, _ experiment: String, _ ledger: LedgerStore, _ db: Database
  ) throws -> Int64? {
    guard let theirs = foreign.submission else { return nil }
    let key = "\(theirs) \(experiment)"
    if let ours = submissions[key] { return ours }
    guard let submission = try source.submission(theirs) else { return nil }
    let ours = try ledger.addSubmission(
      experiment, provenance: submission.provenance, at: submission.createdAt, db)
    submissions[key] = ours
    return ours
  }

  /// Without the time that they took, which no two computers share.
  private static func timeless(_ evaluations: [Evaluation]) -> [Evaluation] {
    evaluations.map { evaluation in
      var copy = evaluation
      copy.seconds = 0
      return copy
    }
  }
}

extension LedgerStore {
  /// The submission that computed a run.
  fileprivate func submission(of run: RecordedRun) throws -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db.cachedStatement(
          sql: "SELECT submission FROM runs WHERE identity >= ? AND identity < ?"),
        arguments: [run.id, run.id + "g"])
    }
  }

  fileprivate func submission(
    _ number: Int64
  ) throws -> (provenance: String, createdAt: Double)? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT provenance, created_at FROM submissions WHERE submission = ?",
        arguments: [number]
      ).map { ($0[0], $0[1]) }
    }
  }
}
