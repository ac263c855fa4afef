import Foundation
import GRDB
import Wording

extension LedgerStore {
  /// Looks at the file, its content, and where it lies. Reads every page and every result.
  package func examine() throws -> [LedgerFinding] {
    let integrity = try integrity()
    let place = [leftOvers(), freeSpace(), permissions(), fileSystem()]
    // A damaged file may not even be countable.
    guard integrity.grade == .fine else { return [integrity] + place }
    return try [integrity]
      + read { db in
        try [foreignKeys(db), emptyRuns(db), results(db), openRuns(db), version(db)]
      } + place
  }

  /// Reads every run, and compares its setting with its identity and its result with its checksum.
  private func results(_ db: Database) throws -> LedgerFinding {
    let reader = RunReader(db)
    var damaged: [String] = []
    try db.forEachRow("SELECT \(RunReader.ofAnyExperiment) FROM runs") { row in
      do {
        let run = try reader.run(row)
        _ = try evaluations(of: run, db)
        _ = try failures(of: run, db)
      } catch let damage as DamagedRecord {
        damaged.append("\(damage.run ?? "a run"): \(damage.reason)")
      }
    }
    let (shown, runs) = (
      damaged.prefix(Self.namedDamage).joined(separator: "; "),
      damaged.count == 1 ? "1 run is" : "\(damaged.count) runs are"
    )
    return LedgerFinding(
      check: "results", grade: damaged.isEmpty ? .fine : .problem,
      text: damaged.isEmpty
        ? "every run is what was recorded"
        : "\(runs) not what was recorded (\(shown)\(damaged.count > Self.namedDamage ? "; ..." : "")). "
          + "`pedlab delete` and `pedlab gc` them, and run their plan again; or restore a backup."
    )
  }

  private func openRuns(_ db: Database) throws -> LedgerFinding {
    func count(_ statuses: String) throws -> Int {
      try db.integer(
        "SELECT count(*) FROM runs WHERE is_deleted = 0 AND status IN (\(statuses))")
    }
    let (gone, held) = try runningRuns(db)
    let (failed, queued) = try (count("'failed'"), count("'queued'"))
    // What waits for a process that goes on is not left behind.
    let left = try count("'killed', 'crashed'") + gone + (held > 0 ? 0 : queued)
    var parts: [String] = []
    if held > 0 { parts.append("\(counted(held, "run")) being computed, \(queued) waiting") }
    if failed > 0 {
      parts.append("\(counted(failed, "run")) failed: `pedlab run PLAN --retry failed`")
    }
    if left > 0 { parts.append("\(counted(left, "run")) left behind: `pedlab run PLAN` continues") }
    return LedgerFinding(
      check: "open runs", grade: failed + left == 0 ? .fine : .warning,
      text: parts.isEmpty ? "no run is waiting" : parts.joined(separator: "; "))
  }

  /// Runs whose process is seen to be gone, and the other ones that are computed.
  private func runningRuns(_ db: Database) throws -> (gone: Int, held: Int) {
    var (gone, held) = (0, 0)
    try db.forEachRow(
      """
      SELECT worker, count(*) FROM runs WHERE is_deleted = 0 AND status = 'running' GROUP BY worker
      """
    ) { row in
      let runs = Int(try row.integer(1))
      let isLost = try row.optionalInteger(0).map { try isGone($0, db) } ?? true
      if isLost { gone += runs } else { held += runs }
    }
    return (gone, held)
  }

  /// A -wal file that is not empty is part of the ledger; who copies the file copies it too.
  private func leftOvers() -> LedgerFinding {
    guard let size = LedgerStore.size(ofFile: path + "-wal"), size > 0 else {
      return LedgerFinding(
        check: "write-ahead log", grade: .fine, text: "empty: the file alone is the ledger")
    }
    return LedgerFinding(
      check: "write-ahead log", grade: .fine,
      text: "\(path)-wal holds \(size) bytes that belong to the ledger; copy with `pedlab backup`")
  }

  private func integrity() throws -> LedgerFinding {
    let lines: [String]
    do {
      lines = try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(5)") }
    } catch let error as LedgerError where error.kind == .damaged {
      // So damaged that the check itself cannot go on.
      lines = [error.description]
    }
    guard lines != ["ok"] else {
      return LedgerFinding(check: "integrity", grade: .fine, text: "every page is whole")
    }
    return LedgerFinding(
      check: "integrity", grade: .problem,
      text: lines.joined(separator: "; ")
        + ". Restore a backup, or save what is readable: sqlite3 \(path) .dump | sqlite3 saved.sqlite, "
        + "then sqlite3 saved.sqlite \"PRAGMA application_id = \(Schema.applicationID); "
        + "PRAGMA user_version = \(Schema.currentVersion)\"")
  }

  private func foreignKeys(_ db: Database) throws -> LedgerFinding {
    let count = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
    return LedgerFinding(
      check: "orphans", grade: count == 0 ? .fine : .problem,
      text: count == 0
        ? "no row without its run"
        : "\(counted(count, "row")) without a run. Another program has written here; restore a backup."
    )
  }

  private func emptyRuns(_ db: Database) throws -> LedgerFinding {
    let count = try db.integer(
      """
      SELECT count(*) FROM runs JOIN pools USING (pool) WHERE status = 'finished' AND
        json_array_length(pools.models)
          <> (SELECT count(*) FROM evaluations WHERE evaluations.run = runs.run)
            + (SELECT count(*) FROM failures WHERE failures.run = runs.run)
      """)
    return LedgerFinding(
      check: "runs", grade: count == 0 ? .fine : .problem,
      text: count == 0
        ? "every finished run has the scores of all its models"
        : "\(count) finished runs lack scores. `pedlab delete` and `pedlab gc` them, and run again."
    )
  }

  private func version(_ db: Database) throws -> LedgerFinding {
    let journal = try db.text("PRAGMA journal_mode")
    return LedgerFinding(
      check: "version", grade: journal == "wal" ? .fine : .warning,
      text:
        "ledger version \(Schema.currentVersion), SQLite \(Self.sqliteVersion), journal \(journal)"
        + (journal == "wal" ? "" : ": the file system does not allow a shared write-ahead log"))
  }

  /// Bytes: some 300,000 evaluations.
  private static let comfortableSpace = 100_000_000
  /// Damaged runs that are named; the others are counted.
  private static let namedDamage = 5

  private func freeSpace() -> LedgerFinding {
    guard let free = LedgerError.freeBytes(at: path) else {
      return LedgerFinding(
        check: "space", grade: .warning, text: "the file system does not say what it has left")
    }
    let text = "\(free / 1_000_000) MB free"
    return LedgerFinding(
      check: "space", grade: free > Self.comfortableSpace ? .fine : .warning,
      text: free > Self.comfortableSpace ? text : text + ". Free some before a sweep.")
  }

  private func permissions() -> LedgerFinding {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let isWritable = access(path, W_OK) == 0 && access(folder, W_OK) == 0
    return LedgerFinding(
      check: "permissions", grade: isWritable ? .fine : .warning,
      text: isWritable
        ? "file and folder can be written"
        : "\(path) or its folder cannot be written: nothing can be recorded here.")
  }

  private func fileSystem() -> LedgerFinding {
    let full = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let type = MountTable.current.type(of: full) else {
      return LedgerFinding(
        check: "file system", grade: .fine,
        text: "not known: the system does not list what is mounted")
    }
    let isNetwork = MountTable.networkTypes.contains(type)
    return LedgerFinding(
      check: "file system", grade: isNetwork ? .warning : .fine,
      text: isNetwork
        ? "\(type): locks of network file systems are not reliable. Keep the ledger on a local disk "
          + "of one machine, and `pedlab merge` the ledgers of several." : type)
  }
}
