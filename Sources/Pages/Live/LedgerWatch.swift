import Ledger
import Synchronization

/// Tells when the ledger has changed: one question to SQLite for all readers, and no more often than
/// answering them costs, so that a sweep keeps its cores however many look on.
package final class LedgerWatch: Sendable {
  private struct Look {
    var version: Int
    var time: ContinuousClock.Instant
    /// What answers have cost since.
    var spent = Duration.zero
  }

  /// Below what people notice, and far above what the question costs (some microseconds).
  static let pause = Duration.milliseconds(500)
  /// Readers never see what is older.
  private static let longestPause = Duration.seconds(10)
  /// Answers are made anew in a sixteenth of the time, at most: handing them out costs as well.
  private static let share = 16

  private let ledger: LedgerStore
  private let own: LedgerStore?
  private let last = Mutex<Look?>(nil)

  /// Asks through a connection of its own, so that who only listens does not wait for who reads runs.
  package init(_ ledger: LedgerStore) {
    own = try? LedgerStore(path: ledger.path, mode: .readOnly)
    self.ledger = own ?? ledger
  }

  /// Closes that connection.
  func close() { own?.close() }

  /// A number that differs from the one before if another process has written since. All that is shown
  /// until it changes is shown as it was then.
  package func version() throws -> Int {
    try last.withLock { last in
      let now = ContinuousClock.now
      if let last, last.time.duration(to: now) < Self.pause(after: last.spent) {
        return last.version
      }
      let version = try ledger.dataVersion()
      last = Look(version: version, time: now)
      return version
    }
  }

  private static func pause(after spent: Duration) -> Duration {
    min(max(pause, spent * share), longestPause)
  }

  /// Counts what it costs to make an answer.
  func measure<Answer, Failure>(_ make: () throws(Failure) -> Answer) throws(Failure) -> Answer {
    let start = ContinuousClock.now
    defer {
      let spent = start.duration(to: .now)
      last.withLock { $0?.spent += spent }
    }
    return try make()
  }

  /// The next question is asked at once: a reader has changed something.
  func forget() { last.withLock { $0 = nil } }

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
