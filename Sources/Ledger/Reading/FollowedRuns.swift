import GRDB

/// The current runs of an experiment while a sweep works on them: each is read once, when it is seen to be
/// finished. What is not finished is looked up in the index that leaves finished runs out, so that a look
/// costs what is left to do, not what is done.
package struct FollowedRuns {
  /// A run that is not finished.
  package struct Open: Sendable {
    /// How far it is.
    package internal(set) var status: RunStatus
    /// Where it is computed.
    package let dataset: String
  }

  /// Which runs there are: all are read again when that has changed.
  private struct Membership: Equatable {
    let experiment: Int64
    let latest: Int64?
    /// How many members there are, and the sum of their rows.
    let members: [Int64]
    /// The same of those that the latest submission asks for, and of deleted runs.
    let asked: [Int64]
    let deleted: [Int64]
  }

  private var membership: Membership?
  /// By row.
  private var unfinished: [Int64: Open] = [:]

  /// Nothing is read yet.
  package init() {}

  /// Those that are not finished, as the last look found them.
  package var open: some Collection<Open> { unfinished.values }

  /// Looks at what has changed.
  ///
  /// - Parameters:
  ///   - begin: called if all runs are read again: what was taken before no longer counts.
  ///   - take: called with each run that is finished now.
  /// - Throws: ``LedgerError``; nothing is known then.
  package mutating func look(
    at experiment: String, in ledger: LedgerStore, begin: () -> Void,
    take: (RecordedRun) -> Void
  ) throws {
    let known = (membership, unfinished)
    (membership, unfinished) = (nil, [:])
    (membership, unfinished) = try ledger.read { db in
      let now = try Self.membership(experiment, db)
      if let now, now == known.0, let left = try Self.stillOpen(known.1, db) {
        try Self.forEachRun(now, Set(known.1.keys).subtracting(left.keys), db, take)
        return (now, left)
      }
      begin()
      guard let now else { return (nil, [:]) }
      var open: [Int64: Open] = [:]
      try Self.forEachRun(now, nil, db) { run in
        if run.status == .finished {
          take(run)
        } else {
          open[run.row] = Open(status: run.status, dataset: run.specification.dataset)
        }
      }
      return (now, open)
    }
  }

  /// - Returns: nil if there is no such experiment.
  private static func membership(_ experiment: String, _ db: Database) throws -> Membership? {
    func pair(_ sql: String, _ arguments: StatementArguments) throws -> [Int64] {
      var pair: [Int64] = []
      try db.cachedStatement(sql: sql).forEachRow(arguments) { row in
        pair = [try row.integer(0), try row.integer(1)]
      }
      return pair
    }
    var found: (number: Int64, latest: Int64?)?
    try db.cachedStatement(sql: "SELECT experiment, latest FROM experiments WHERE name = ?")
      .forEachRow([experiment]) { row in
        found = (try row.integer(0), try row.optionalInteger(1))
      }
    guard let (number, latest) = found else { return nil }
    return Membership(
      experiment: number, latest: latest,
      members: try pair(
        "SELECT count(*), ifnull(sum(run), 0) FROM memberships WHERE experiment = ?", [number]),
      asked: try pair(
        """
        SELECT count(*), ifnull(sum(run), 0) FROM memberships WHERE experiment = ? AND asked IS ?
        """, [number, latest]),
      deleted: try pair(
        """
        SELECT count(*), ifnull(sum(run), 0) FROM runs INDEXED BY runs_deleted WHERE is_deleted = 1
        """, []))
  }

  /// The open runs that still are; nil if a run that was finished is open again.
  private static func stillOpen(_ known: [Int64: Open], _ db: Database) throws -> [Int64: Open]? {
    var left: [Int64: Open] = [:]
    left.reserveCapacity(known.count)
    try db.cachedStatement(
      sql: "SELECT run, status FROM runs INDEXED BY runs_unfinished WHERE status <> 'finished'"
    ).forEachRow([]) { row in
      let number = try row.integer(0)
      guard var open = known[number], let status = RunStatus(rawValue: try row.text(1)) else {
        return
      }
      open.status = status
      left[number] = open
    }
    return left
  }

  /// - Parameter rows: nil: all current runs.
  private static func forEachRun(
    _ membership: Membership, _ rows: Set<Int64>?, _ db: Database,
    _ body: (RecordedRun) throws -> Void
  ) throws {
    guard rows?.isEmpty != true else { return }
    let reader = RunReader(db)
    let choice = rows == nil ? "" : "AND memberships.run IN (SELECT value FROM json_each(?))"
    var arguments: StatementArguments = [membership.experiment]
    if let rows { arguments += ["\(rows.sorted())"] }
    try db.cachedStatement(
      sql: """
        SELECT \(StoredColumn.selection), experiments.name,
          (memberships.asked IS experiments.latest), memberships.setting
        FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
        WHERE experiments.experiment = ? AND memberships.asked IS experiments.latest
          AND runs.is_deleted = 0 \(choice)
        ORDER BY memberships.run
        """
    ).forEachRow(arguments) { try body(reader.run($0)) }
  }
}
