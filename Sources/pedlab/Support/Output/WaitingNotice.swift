import Foundation
import Ledger
import Synchronization
import Wording

/// Says whom a sweep waits for, once for each set of processes.
final class WaitingNotice: Sendable {
  private let said = Mutex<Set<Int>>([])

  /// - Parameter prepare: called before a message.
  func say(_ holders: [ClaimHolder], prepare: () -> Void) {
    let processes = Set(holders.map(\.process))
    let isNew = said.withLock { said in
      defer { said = processes }
      return !processes.isSubset(of: said)
    }
    guard isNew else { return }
    prepare()
    for holder in holders { Messages.say(Self.sentence(holder)) }
  }

  private static func sentence(_ holder: ClaimHolder) -> String {
    let since = holder.since.map {
      ", since \(Date(timeIntervalSince1970: $0).formatted(date: .omitted, time: .standard))"
    }
    return "Waiting for process \(holder.process) on \(holder.host), which computes "
      + "\(counted(holder.runs, "run"))\(since ?? ""). If it ends, its runs are computed here."
  }
}
