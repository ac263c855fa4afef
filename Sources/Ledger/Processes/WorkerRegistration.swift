import Dispatch
import Foundation
import GRDB
import Synchronization

/// This process's row in `workers`, and what it has seen of others.
final class WorkerRegistration: Sendable {
  private struct State {
    var worker: Int64?
    var isBeating = false
    /// The last heartbeat seen of a worker whose process cannot be looked at, and when.
    var heartbeats: [Int64: (beat: Int, since: ContinuousClock.Instant)] = [:]
  }

  static let heartbeatInterval = 10
  /// How long a process on another machine may be silent. It is measured here, by a clock that no
  /// one sets, as the time in which its heartbeat did not change.
  static let patience = Duration.seconds(120)

  let mark = ProcessMark.current()
  private let state = Mutex(State())

  /// The worker's row; nil before the first claim.
  var claimed: Int64? { state.withLock { $0.worker } }

  /// The worker's row, made at the first claim.
  ///
  /// - Throws: `DatabaseError`.
  func id(_ db: Database) throws -> Int64 {
    if let worker = state.withLock({ $0.worker }),
      try Bool.fetchOne(db, sql: "SELECT 1 FROM workers WHERE worker = ?", arguments: [worker])
        == true
    {
      return worker
    }
    try db.execute(
      sql: """
        INSERT INTO workers(host, boot, process_namespace, process, process_started, seen_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        mark.host, mark.boot, mark.namespace, mark.process, mark.started,
        Date().timeIntervalSince1970,
      ])
    let worker = db.lastInsertedRowID
    state.withLock { $0.worker = worker }
    return worker
  }

  /// Beats until the store is gone.
  func startHeartbeat(_ beat: @escaping @Sendable (Int64) -> Void) {
    let starts = state.withLock { state in
      defer { state.isBeating = true }
      return !state.isBeating
    }
    if starts { scheduleBeat(beat) }
  }

  private func scheduleBeat(_ beat: @escaping @Sendable (Int64) -> Void) {
    let next = DispatchTime.now() + .seconds(Self.heartbeatInterval)
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: next) { [weak self] in
      guard let self else { return }
      if let worker = state.withLock({ $0.worker }) { beat(worker) }
      scheduleBeat(beat)
    }
  }

  /// Whether a worker is dead for sure, or has been silent for longer than ``patience``.
  func isDead(_ worker: Int64, _ other: ProcessMark, heartbeat: Int) -> Bool {
    if let isGone = other.isGone(seenFrom: mark) { return isGone }
    let now = ContinuousClock.now
    return state.withLock { state in
      guard let seen = state.heartbeats[worker], seen.beat == heartbeat else {
        state.heartbeats[worker] = (heartbeat, now)
        return false
      }
      return now - seen.since > Self.patience
    }
  }
}
