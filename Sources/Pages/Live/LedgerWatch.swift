import Ledger
import Synchronization

/// Tells when the ledger has changed: one question to SQLite for all readers, at most every half second.
package final class LedgerWatch: Sendable {
  private struct Look {
    var version: Int
    var time: ContinuousClock.Instant
  }

  /// Below what people notice, and far above what the question costs (some microseconds).
  static let pause = Duration.milliseconds(500)

  private let ledger: LedgerStore
  private let last = Mutex<Look?>(nil)

  package init(_ ledger: LedgerStore) { self.ledger = ledger }

  /// A number that differs from the one before if another process has written since.
  package func version() throws -> Int {
    try last.withLock { last in
      let now = ContinuousClock.now
      if let last, last.time.duration(to: now) < Self.pause { return last.version }
      let version = try ledger.dataVersion()
      last = Look(version: version, time: now)
      return version
    }
  }

  /// Waits until the version is another one, at most `limit`; nil if it still is the same.
  package func next(after version: Int, within limit: Duration) async throws -> Int? {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      let current = try self.version()
      if current != version { return current }
      try await Task.sleep(for: Self.pause)
    }
    return nil
  }
}
