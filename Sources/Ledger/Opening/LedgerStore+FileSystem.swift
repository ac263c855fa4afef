import Foundation
import GRDB

extension LedgerStore {
  /// The type of a network file system that a ledger lies on, whose locks are not reliable; nil: none.
  package static func networkFileSystem(of path: String) -> String? {
    let full = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
    let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    guard let type = MountTable(mounts).type(of: full), MountTable.networkTypes.contains(type)
    else { return nil }
    return type
  }

  /// Gives back all that this process has claimed: it becomes `killed`.
  package func releaseAll() throws {
    guard let worker = worker.claimed else { return }
    try write(isDurable: false) { db in
      try db.execute(
        sql: """
          UPDATE runs SET status = 'killed', worker = NULL WHERE worker = ? AND status = 'running'
          """, arguments: [worker])
    }
  }
}
