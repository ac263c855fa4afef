import Foundation
import Ledger

/// Whether a ledger may be opened on this machine.
package enum LedgerHost {
  /// A ledger is used on one machine: SQLite's log does not work between machines. What lies on a
  /// network file system is therefore left to the machine that the job was submitted on.
  ///
  /// - Returns: why not; nil: it may.
  package static func obstacle(to job: JobRecord, ledger: String) -> String? {
    let here = ProcessInfo.processInfo.hostName
    guard FileManager.default.fileExists(atPath: ledger) else {
      return "the ledger \(ledger) is not on this machine (\(here)); it is used on \(job.host)"
    }
    guard here != job.host, let type = LedgerStore.networkFileSystem(of: ledger) else { return nil }
    return "the ledger \(ledger) is on a network file system (\(type)) and is used on \(job.host); "
      + "two machines must not have it open at the same time, and this is \(here)"
  }
}
