import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// An open ledger: one SQLite file (WAL, `synchronous = FULL`) that any number of processes share.
///
/// Every method is one transaction; what has returned is on the disk. A lock held by another process
/// is waited for, however long. Use from any thread; calls of one store run one after another.
package final class LedgerStore: Sendable {
  /// Whether a ledger may be written to.
  package enum Mode: Sendable {
    /// Makes the file, and its folder, if there is none.
    case readWrite
    case readOnly
    /// A file that is no longer written to: no lock is taken, and no file made beside it, so that
    /// several machines may read it on a network file system.
    case immutable
  }

  /// The file.
  package let path: String
  private let database: DatabaseQueue
  private let isClosed = Mutex(false)
  let worker = WorkerRegistration()
  /// The runs that this process helps with.
  let helped = Mutex(HelpedRuns())
  private let file: FileIdentity?

  /// - Throws: ``LedgerError`` if the file is missing (read only), foreign, newer than this program,
  ///   damaged, or cannot be opened.
  package init(path: String, mode: Mode = .readWrite) throws {
    self.path = path
    try Self.checkName(path)
    if mode != .readWrite {
      guard FileManager.default.fileExists(atPath: path) else {
        throw LedgerError(
          .missing,
          "there is no ledger at \(path): no run was recorded there. `pedlab run PLAN` makes one, unless"
            + " it refuses the plan, its store or its ground truth; --ledger names another.")
      }
    } else {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw LedgerError(
          .readOnly,
          "cannot create the folder \(folder.path) of the ledger: "
            + "\(error.localizedDescription). Name another --ledger.")
      }
    }
    do {
      database = try LedgerOpening(path: path, mode: mode).open()
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
    file = FileIdentity(path: path)
  }

  /// SQLite takes some names for databases that it keeps in memory only, or for addresses.
  ///
  /// - Throws: ``LedgerError`` for such a name, and for a folder.
  package static func checkName(_ path: String) throws {
    let isAddress = path.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]+:.*/) != nil
    guard !path.isEmpty, path != ":memory:", !isAddress else {
      throw LedgerError(
        .other,
        (path.isEmpty ? "the name of the ledger is empty" : "\"\(path)\" is not the name of a file")
          + ": what is recorded there would be gone. Name a file: --ledger Results/pedlab.sqlite.")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw LedgerError(
        .other,
        "\(path) is a folder, not a ledger. Name a file in it: --ledger \(path)/pedlab.sqlite.")
    }
  }

  /// Runs `body` in one write transaction.
  ///
  /// - Parameter isDurable: wait until it is on the disk. Otherwise the death of this process loses
  ///   nothing, but a power failure may.
  func write<Value>(
    isDurable: Bool = true, _ body: (Database) throws -> Value
  ) throws -> Value {
    try checkFile()
    let value = try translated { database in
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
        var result: Value?
        try db.inTransaction(.immediate) {
          result = try body(db)
          return .commit
        }
        guard let result else { throw LedgerError(.other, "a write to \(path) had no result") }
        return result
      }
    }
    try checkFile()
    return value
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try translated { try $0.read(body) }
  }

  /// - Throws: ``LedgerError``, also for what SQLite reports.
  func translated<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
    do {
      return try withDatabase(body)
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    } catch let damage as DamagedRecord {
      throw LedgerError(damage, path: path)
    } catch is RowDecodingError {
      throw LedgerError(DamagedRecord("a value is not of its column's kind"), path: path)
    }
  }

  /// - Throws: what `body` throws, and ``LedgerError`` once the ledger is closed (GRDB would follow
  ///   a null pointer).
  func withDatabase<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
    try isClosed.withLock { isClosed in
      guard !isClosed else {
        throw LedgerError(.other, "the ledger \(path) is closed already")
      }
      return try body(database)
    }
  }

  /// A deleted or replaced file would swallow what is written to it.
  private func checkFile() throws {
    guard FileIdentity(path: path) == file else {
      // What is recorded goes into the file that was ours, wherever it is, and the log is emptied:
      // beside another ledger it would be taken for that ledger's.
      try? emptyLog()
      throw LedgerError(
        .replaced,
        "the ledger \(path) was deleted or replaced while it was in use. Put the file back, or run "
          + "again to record in the new one; nothing more is written to the old one.")
    }
  }

  /// Moves the write-ahead log into the file.
  func emptyLog() throws {
    try translated { database in
      try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }
  }

  /// Moves what the log beside the file holds into it and closes it, whoever still refers to this
  /// store: with no other process at it, the one file is the whole ledger. Nothing can be read or
  /// written afterwards. A log that cannot be moved now is read by whoever opens the ledger next.
  package func close() {
    isClosed.withLock { isClosed in
      isClosed = true
      try? database.close()
    }
  }

  /// The version of the SQLite library that is running.
  package static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

  /// Seconds since 1970, for people; nothing is decided by it.
  static func now() -> Double { Date().timeIntervalSince1970 }
}
