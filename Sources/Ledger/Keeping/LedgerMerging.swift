import GRDB

/// The state of one merge.
final class LedgerMerging {
  var summary = MergeSummary()
  private let source: LedgerStore
  private let target: LedgerStore
  private var counted: Set<String> = []
  private var experiment = ""
  /// Of our experiment, once one was asked for.
  private var settings: SettingNumbers?
  /// The other's submissions of the experiment to ours.
  private var submissions: [Int64: Int64] = [:]
  /// The identities that are current in our experiment, by what they are a state of.
  private var current: [RunSpecification: String] = [:]
  private var inputs = CurrentInputs()

  init(source: LedgerStore, target: LedgerStore) { (self.source, self.target) = (source, target) }

  /// Goes on to the runs of an experiment.
  func begin(_ experiment: String) throws {
    self.experiment = experiment
    submissions = [:]
    settings = nil
    current = [:]
    inputs = CurrentInputs()
    for run in try target.runs(experiment: experiment) {
      let specification = run.specification
      current[Self.state(specification)] = specification.identity
      inputs.add(specification, try target.inputParts(of: specification.inputDigest) ?? [:])
    }
  }

  func read(_ runs: [RecordedRun]) throws -> [ForeignRun] {
    let evaluations = try source.evaluations(of: runs)
    return try runs.map { run in
      guard let own = evaluations[run.id] else {
        throw DamagedRecord("it went away while it was read", run: run.id)
      }
      return try ForeignRun(run, own, in: source)
    }
  }

  func add(_ foreign: ForeignRun, _ db: Database) throws {
    let identity = foreign.run.specification.identity
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT run, status, is_deleted FROM runs WHERE identity = ?"),
      arguments: [identity])
    let isFirst = counted.insert(identity).inserted
    if let known, known[2] as Bool {
      if isFirst { summary.deleted.append(foreign.run.id) }
      return
    }
    let row: Int64
    if let known, known[1] as String == RunStatus.finished.rawValue {
      row = known[0]
      if isFirst { try compare(foreign, row, db) }
    } else {
      row = try record(foreign, known?[0], db)
      if isFirst { summary.added += 1 }
    }
    try keepMarks(foreign, row, db)
  }

  private func compare(_ foreign: ForeignRun, _ row: Int64, _ db: Database) throws {
    guard let here = try RunReader(db).runs(rows: [row]).first else { return }
    let ours = try target.evaluations(of: here, db)
    switch ResultComparison(
      (here.correlations, ours), (foreign.run.correlations, foreign.evaluations))
    {
    case .identical: summary.same += 1
    case .equalUpToRounding:
      summary.equalUpToRounding += 1
      let cores = [foreign.core, try core(of: row, db)].compactMap { $0 }
      summary.cores.formUnion(cores)
    case .different: summary.conflicts.append(here.id)
    }
  }

  private func core(of row: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(
      db,
      sql: """
        SELECT json_extract(submissions.provenance, '$.libraries.blas_core')
        FROM runs JOIN submissions USING (submission) WHERE run = ?
        """, arguments: [row])
  }

  private func record(_ foreign: ForeignRun, _ known: Int64?, _ db: Database) throws -> Int64 {
    let run = foreign.run
    let submission = try submission(foreign, db)
    var pools = PoolCache()
    let row =
      try known
      ?? target.add(run.specification, run.specification.identity, submission, &pools, db)
    guard let correlations = run.correlations, let seconds = run.seconds else {
      throw DamagedRecord("it is finished without correlations or time", run: run.id)
    }
    for table in ["evaluations", "failures"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ?").execute(arguments: [row])
    }
    let result = RunResult(
      evaluations: foreign.evaluations, failures: foreign.failures, correlations: correlations,
      seconds: seconds)
    _ = try target.record(
      StoredResult(result, of: ClaimedRun(run, row: row, worker: 0)), db)
    try db.execute(
      sql: "UPDATE runs SET created_at = ?, finished_at = ?, submission = ? WHERE run = ?",
      arguments: [run.createdAt, run.finishedAt, submission, row])
    return row
  }

  /// Membership, tags, a note where there is none, and what the input digest is made of.
  private func keepMarks(_ foreign: ForeignRun, _ row: Int64, _ db: Database) throws {
    try join(foreign, row, db)
    for tag in foreign.tags {
      try db.execute(
        sql: "INSERT OR IGNORE INTO tags(run, tag) VALUES (?, ?)", arguments: [row, tag])
    }
    if let note = foreign.note {
      try db.execute(
        sql: "UPDATE runs SET note = ? WHERE run = ? AND note IS NULL", arguments: [note, row])
    }
    let digest = foreign.run.specification.inputDigest
    if try target.inputParts(of: digest, db) == nil, let parts = try source.inputParts(of: digest) {
      try target.keep([digest: parts], db)
    }
  }

  private func join(_ foreign: ForeignRun, _ row: Int64, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO experiments(name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [experiment, LedgerStore.now()])
    let specification = foreign.run.specification
    let state = Self.state(specification)
    let isCurrent = try isCurrent(foreign.run, state)
    try db.execute(
      sql: """
        UPDATE experiments SET latest = 0 WHERE name = ? AND latest IS NULL
        """, arguments: [experiment])
    let number = Int64(
      try db.integer("SELECT experiment FROM experiments WHERE name = ?", [experiment]))
    var settings = try settings ?? SettingNumbers(experiment: number, db)
    let setting = try settings.number(of: specification, db)
    self.settings = settings
    try db.execute(
      sql: """
        INSERT INTO memberships(experiment, run, asked, setting)
        SELECT experiment, ?, CASE WHEN ? THEN latest END, ? FROM experiments WHERE experiment = ?
        ON CONFLICT DO UPDATE SET asked = ifnull(excluded.asked, asked)
        """,
      arguments: [row, isCurrent, setting, number])
  }

  /// Whether a run is to be current here. If so, what it read is current, too.
  private func isCurrent(_ run: RecordedRun, _ state: RunSpecification) throws -> Bool {
    let specification = run.specification
    let known = current[state]
    guard run.isCurrent else { return false }
    guard known != specification.identity else { return true }
    let parts = try source.inputParts(of: specification.inputDigest) ?? [:]
    var differences = inputs.differences(specification, parts)
    if known != nil, differences.isEmpty { differences = ["models"] }
    guard differences.isEmpty else {
      summary.superseded += 1
      summary.differingInputs.formUnion(differences)
      return false
    }
    current[state] = specification.identity
    inputs.add(specification, parts)
    return true
  }

  private func submission(_ foreign: ForeignRun, _ db: Database) throws -> Int64? {
    guard let theirs = foreign.submission else { return nil }
    if let ours = submissions[theirs] { return ours }
    guard let submission = try source.submission(theirs) else { return nil }
    let ours = try target.addSubmission(
      experiment, provenance: submission.provenance, at: submission.createdAt, db)
    submissions[theirs] = ours
    return ours
  }

  /// What several states of a run have in common: all but pool and inputs.
  private static func state(_ specification: RunSpecification) -> RunSpecification {
    var state = specification
    (state.models, state.inputDigest, state.methodVersion) = ([], "", 0)
    return state
  }
}
