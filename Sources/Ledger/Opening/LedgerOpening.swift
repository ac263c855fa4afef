import CSQLite
import Foundation
import GRDB
import Wording

/// Opens a file as a ledger: recognises it, makes or migrates its tables.
struct LedgerOpening {
  let path: String
  let mode: LedgerStore.Mode

  /// Microseconds between two looks at a lock that another process holds: most are held for less than
  /// a millisecond, and only some at first tries should ask so often.
  private static let (shortWait, longWait): (UInt32, UInt32) = (1_000, 20_000)
  private static let quickTries = 10
  /// A limit for backups of one version beside a ledger, more than anyone has.
  private static let mostBackups = 1000
  private static let settingsOfSQLite: Void = pedlab_count_no_memory()

  func open() throws -> DatabaseQueue {
    _ = Self.settingsOfSQLite
    guard mode == .readWrite else { return try openForReading() }
    let queue = try patiently { try DatabaseQueue(path: path, configuration: configuration) }
    let version = try queue.read(recognisedVersion)
    // Those that there are were compared with ours.
    queue.inDatabase { pedlab_allow_triggers($0.sqliteConnection) }
    try patiently {
      try queue.writeWithoutTransaction { db in
        // Another process that switches to WAL at the same moment is not waited for by SQLite.
        // A log of up to 16 MB before it is moved into the file: fewer waits for the disk.
        try db.execute(
          sql: """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            """)
      }
    }
    if version < Schema.currentVersion { try migrate(queue) }
    return queue
  }

  private func openForReading() throws -> DatabaseQueue {
    func open(_ name: String) throws -> DatabaseQueue {
      try patiently {
        let queue = try DatabaseQueue(path: name, configuration: configuration)
        let version = try queue.read(recognisedVersion)
        guard version == Schema.currentVersion else { throw notMigrated(version) }
        return queue
      }
    }
    do {
      return try open(mode == .immutable ? immutableName ?? path : path)
    } catch let error as DatabaseError {
      guard isOnReadOnlyMedium, let name = immutableName else { throw error }
      return try open(name)
    }
  }

  /// Readers share a file beside the ledger, which cannot be made in a folder that is read-only.
  /// Nobody can be writing there, unless a write-ahead log was left behind; then that must be read first.
  private var isOnReadOnlyMedium: Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let log = LedgerStore.size(ofFile: path + "-wal")
    return access(folder, W_OK) != 0 && (log == nil || log == 0)
  }

  /// The path as a URI that tells SQLite to read without locks and shared memory.
  private var immutableName: String? {
    path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
      .map { "file:\($0)?immutable=1" }
  }

  /// Only a connection that may write takes the log and the shared memory beside the file away when it
  /// is the last one; a reader opens such a one where it can, and writes nothing else.
  private var leavesOneFile: Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return access(path, W_OK) == 0 && access(folder, W_OK) == 0
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.readonly = mode == .immutable || mode == .readOnly && !leavesOneFile
    configuration.foreignKeysEnabled = true
    // Another process's lock is waited for, never an error: 1 ms at first, then 20 ms.
    configuration.busyMode = .callback { tries in
      usleep(tries < Self.quickTries ? Self.shortWait : Self.longWait)
      return true
    }
    configuration.qos = .userInitiated
    configuration.prepareDatabase { [mode] db in
      // 64 MB: SQLite's 2 MB are less than the inner pages of a ledger of 100,000 runs.
      try db.execute(sql: "PRAGMA cache_size = -65536")
      if let connection = db.sqliteConnection { pedlab_defend(connection) }
      // What a page says of its cells is checked when it is read.
      try db.execute(sql: "PRAGMA cell_size_check = 1")
      // Sorting must not write files.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      if mode != .readWrite { try db.execute(sql: "PRAGMA query_only = 1") }
    }
    return configuration
  }

  /// Repeats what SQLite refuses at once, without asking the busy handler.
  private func patiently<Value>(_ body: () throws -> Value) throws -> Value {
    while true {
      do {
        return try body()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        usleep(UInt32.random(in: Self.shortWait...Self.longWait))
      }
    }
  }

  /// The version of the tables; 0 for an empty file.
  private func recognisedVersion(_ db: Database) throws -> Int {
    let application = try db.integer("PRAGMA application_id")
    let version = try db.integer("PRAGMA user_version")
    let tables = try db.integer("SELECT count(*) FROM sqlite_master")
    if application != Schema.applicationID {
      guard application == 0, version == 0, tables == 0 else {
        throw LedgerError(
          .foreign,
          "\(path) is a SQLite file of another program, not a ledger. Name another --ledger.")
      }
      return 0
    }
    guard version > 0 || version == 0 && tables == 0 else {
      throw LedgerError(
        .damaged,
        "the ledger \(path) has version \(version), which no pedlab writes: the file is damaged, or "
          + "another program changed it. Restore a backup.")
    }
    try checkSchema(db)
    guard version <= Schema.currentVersion else {
      throw LedgerError(
        .newer,
        "the ledger \(path) has version \(version), and this pedlab knows versions up to "
          + "\(Schema.currentVersion). Update pedlab.")
    }
    return version
  }

  /// - Throws: ``LedgerError`` for what would run when the ledger is read or written to, or would stand
  ///   in for a table, but the one view and the triggers that pedlab writes, to the letter.
  private func checkSchema(_ db: Database) throws {
    let strange = try Row.fetchOne(
      db,
      sql: """
        SELECT type, name FROM sqlite_master
        WHERE type = 'trigger' AND sql NOT IN (SELECT value FROM json_each(?))
          OR type = 'view' AND name <> 'scores' OR sql LIKE 'CREATE VIRTUAL%'
        """, arguments: [JSONColumn.encode(Schema.triggers)])
    guard let strange else { return }
    let (type, name): (String, String) = (strange["type"], strange["name"])
    throw LedgerError(
      .foreign,
      "the ledger \(path) has the \(type == "table" ? "virtual table" : type) \"\(name)\", which pedlab"
        + " does not make: another program changed the file. Remove it"
        + " (sqlite3 \(path) 'DROP \(type.uppercased()) \"\(name)\"') if you know what it is, or go on from"
        + " a backup.")
  }

  private func notMigrated(_ version: Int) -> LedgerError {
    guard version > 0 else {
      return LedgerError(.missing, "the ledger \(path) is empty. `pedlab run PLAN` fills it.")
    }
    return LedgerError(
      .other,
      "the ledger \(path) has the older version \(version). `pedlab doctor --ledger \(ShellText.quoted(path))` "
        + "brings it to version \(Schema.currentVersion), after a backup.")
  }

  private func migrate(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        // Another process may have been faster.
        let version = try recognisedVersion(db)
        guard version < Schema.currentVersion else { return .commit }
        if version > 0 { try backUp(version) }
        try Migration.apply(Schema.steps[version...], db)
        try db.execute(
          sql: """
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA user_version = \(Schema.currentVersion);
            """)
        return .commit
      }
    }
  }

  /// Copies the ledger as it is before a migration to `PATH.version-N.backup`. The lock is held, so
  /// one process does it at a time; a name that is taken is left alone.
  private func backUp(_ version: Int) throws {
    var reading = configuration
    reading.readonly = true
    let partial = "\(path).version-\(version).partial"
    try? FileManager.default.removeItem(atPath: partial)
    let copy = try DatabaseQueue(path: partial)
    try DatabaseQueue(path: path, configuration: reading).backup(to: copy)
    try copy.close()
    let names = (1...Self.mostBackups).map { $0 == 1 ? "backup" : "backup-\($0)" }
    let free = names.first {
      !FileManager.default.fileExists(atPath: "\(path).version-\(version).\($0)")
    }
    guard let free else {
      throw LedgerError(
        .other,
        "\(path) has \(Self.mostBackups) backups of version \(version) beside it already. Move them "
          + "away, and try again.")
    }
    do {
      try FileManager.default.moveItem(
        atPath: partial, toPath: "\(path).version-\(version).\(free)")
    } catch {
      throw LedgerError(
        .readOnly,
        "the ledger \(path) has the older version \(version), and its backup before the change to "
          + "version \(Schema.currentVersion) cannot be made: \(error.localizedDescription)")
    }
  }
}
