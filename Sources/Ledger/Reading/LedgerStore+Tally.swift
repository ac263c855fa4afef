import GRDB

extension LedgerStore {
  /// The current runs of an experiment, counted: as cells keep it, or by one look at each run.
  ///
  /// - Returns: nil if there is none of this name.
  package func tally(experiment: String) throws -> ExperimentTally? {
    if let kept = try keptTally(experiment) { return kept }
    return try read { db in try countedTally(experiment, db) }
  }

  /// nil where none is kept.
  func keptTally(_ experiment: String) throws -> ExperimentTally? {
    try cells(of: experiment, [Self.tally])[Self.tally].flatMap(ExperimentTally.init)
  }

  /// The name of what is kept.
  static let tally = "tally"

  func countedTally(_ experiment: String, _ db: Database) throws -> ExperimentTally? {
    guard
      let number = try Int64.fetchOne(
        db, sql: "SELECT experiment FROM experiments WHERE name = ?", arguments: [experiment])
    else { return nil }
    var tally = ExperimentTally()
    tally.counts = try counts(number, db)
    tally.superseded = try db.integer(Self.supersededStatement, [number])
    tally.failed = try db.integer(Self.failedStatement, [number])
    return tally
  }

  /// What runs are counted by, as numbers: of 100,000 runs few differ.
  private struct Key: Hashable {
    let metric: String
    let dataset: String
    let status: RunStatus
    let pool: Int64
  }

  /// Counted here, since SQLite would sort all runs to group them.
  private func counts(_ experiment: Int64, _ db: Database) throws -> [ExperimentTally.Count] {
    var found: [Key: (runs: Int, recorded: Int)] = [:]
    var gone: [Int64: Bool] = [:]
    try db.forEachRow(Self.runsStatement, [experiment]) { row in
      let key = Key(
        metric: try row.text(0), dataset: try row.text(1), status: try status(row, &gone, db),
        pool: try row.integer(3))
      found[key, default: (0, 0)].runs += 1
      found[key]?.recorded += Int(try row.integer(4))
    }
    var sizes: [Int64: Int] = [:]
    var counts: [[String]: ExperimentTally.Count] = [:]
    for (key, count) in found {
      let size = try sizes[key.pool] ?? modelCount(key.pool, db)
      sizes[key.pool] = size
      counts[
        [key.metric, key.dataset, key.status.rawValue],
        default: ExperimentTally.Count(
          metric: key.metric, dataset: key.dataset, status: key.status, runs: 0, planned: 0,
          recorded: 0)
      ].add(runs: count.runs, planned: size * count.runs, recorded: count.recorded)
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  /// A finished run says how many of its models have scores.
  private static let runsStatement = """
    SELECT runs.metric, runs.dataset, runs.status, runs.pool,
      CASE WHEN runs.status = 'finished' AND runs.models IS NOT NULL THEN runs.models
      ELSE (SELECT count(*) FROM evaluations WHERE evaluations.run = runs.run) END, runs.worker
    FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
    WHERE experiments.experiment = ? AND memberships.asked = experiments.latest
      AND runs.is_deleted = 0
    """

  private static let supersededStatement = """
    SELECT count(*) FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
    WHERE experiments.experiment = ? AND memberships.asked IS NOT experiments.latest
      AND runs.is_deleted = 0
    """

  /// There are few failures: they come first.
  private static let failedStatement = """
    SELECT count(*) FROM failures CROSS JOIN runs USING (run)
      CROSS JOIN memberships ON memberships.run = runs.run
      CROSS JOIN experiments ON experiments.experiment = memberships.experiment
    WHERE experiments.experiment = ? AND memberships.asked = experiments.latest
      AND runs.is_deleted = 0
    """

  /// There are few pools: each is read once.
  private func modelCount(_ pool: Int64, _ db: Database) throws -> Int {
    try db.integer("SELECT json_array_length(models) FROM pools WHERE pool = ?", [pool])
  }

  private func status(
    _ row: StoredRow, _ gone: inout [Int64: Bool], _ db: Database
  ) throws -> RunStatus {
    let text = try row.text(2)
    guard let status = RunStatus(rawValue: text) else {
      throw DamagedRecord("a run has the status \"\(text)\", which this pedlab does not know")
    }
    guard status == .running, let worker = try row.optionalInteger(5) else { return status }
    let isGone = try gone[worker] ?? isGone(worker, db)
    gone[worker] = isGone
    return isGone ? .crashed : .running
  }

  /// Whether a process is seen to be gone, although a reader cannot record that.
  func isGone(_ number: Int64, _ db: Database) throws -> Bool {
    var isGone = false
    try db.forEachRow(
      """
      SELECT host, boot, process_namespace, process, process_started FROM workers WHERE worker = ?
      """, [number]
    ) { row in
      isGone = try ProcessMark(row, from: 0)?.isGone(seenFrom: worker.mark) == true
    }
    return isGone
  }
}

extension ExperimentTally.Count {
  fileprivate mutating func add(runs: Int, planned: Int, recorded: Int) {
    self.runs += runs
    self.planned += planned
    self.recorded += recorded
  }
}
