import Foundation
import GRDB
import Wording

/// A ledger that cannot do what was asked, as a sentence that says what to do.
package struct LedgerError: Error, CustomStringConvertible, Sendable, Equatable {
  /// What callers tell apart.
  package enum Kind: Sendable {
    case missing, foreign, newer, damaged, full, readOnly, replaced, inputOutput, unknownRun, other
  }

  /// What kind of error it is.
  package let kind: Kind
  package let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(_ damage: DamagedRecord, path: String) {
    guard let run = damage.run else {
      self.init(
        .damaged,
        "the ledger \(path) is damaged: \(damage.reason). Run `pedlab doctor --ledger \(ShellText.quoted(path))`, then "
          + "restore a backup.")
      return
    }
    self.init(
      .damaged,
      "run \(run) in \(path) is damaged: \(damage.reason). `pedlab delete \(run)` and `pedlab gc` "
        + "remove the run, and its plan computes it anew; or restore a backup.")
  }

  private static func noSpace(_ path: String) -> LedgerError {
    LedgerError(
      .full,
      "no space left for the ledger \(path). What was reported as recorded is kept; free space "
        + "and run again.")
  }

  /// Bytes that the file system at `path` has left; nil if that cannot be told.
  static func freeBytes(at path: String) -> Int64? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
  }

  init(_ error: DatabaseError, path: String) {
    let reason = error.message ?? "no reason given"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self.init(
        .foreign, "\(path) is not a ledger: it is not an SQLite file. Name another --ledger.")
    case .SQLITE_CORRUPT:
      self.init(
        .damaged,
        "the ledger \(path) is damaged (\(reason)). Run `pedlab doctor --ledger \(ShellText.quoted(path))`, then "
          + "restore a backup.")
    case .SQLITE_FULL: self = .noSpace(path)
    // The shared memory file grows too; SQLite reports it as any other failure.
    case .SQLITE_IOERR where Self.freeBytes(at: path).map({ $0 < 65_536 }) == true:
      self = .noSpace(path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .readOnly,
        "the ledger \(path) cannot be written (\(reason)). Check the permissions of the file and its "
          + "folder, or name another --ledger.")
    case .SQLITE_CANTOPEN:
      self.init(
        .readOnly,
        "the ledger \(path) cannot be opened (\(reason)). Check that its folder exists and can be "
          + "written, or name another --ledger.")
    case .SQLITE_IOERR:
      self.init(
        .inputOutput,
        "reading or writing the ledger \(path) failed (\(reason), SQLite code "
          + "\(error.extendedResultCode.rawValue)). What was reported as recorded is kept; check the "
          + "disk and run again.")
    default:
      self.init(.other, "the ledger \(path) failed: \(reason)")
    }
  }
}
