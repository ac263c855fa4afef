import Dispatch
import Synchronization

/// Records finished runs without holding up who computes them: whatever has come in while the disk
/// was busy goes into the next transaction.
package final class RunRecorder: Sendable {
  private struct State {
    var pending: [(run: ClaimedRun, result: RunResult)] = []
    var isScheduled = false
    var failure: (any Error)?
  }

  private let store: LedgerStore
  private let queue = DispatchQueue(label: "pedlab.recorder", qos: .userInitiated)
  private let state = Mutex(State())
  private let onRecorded: @Sendable ([ClaimedRun]) -> Void

  /// - Parameter onRecorded: called with runs whose record is on the disk.
  package init(
    _ store: LedgerStore, onRecorded: @escaping @Sendable ([ClaimedRun]) -> Void = { _ in }
  ) {
    self.store = store
    self.onRecorded = onRecorded
  }

  /// Hands over a finished run and returns at once.
  ///
  /// - Throws: why an earlier run could not be recorded. Runs not yet recorded are kept; ``flush()``
  ///   tries them again.
  package func record(_ run: ClaimedRun, _ result: RunResult) throws {
    let (failure, mustSchedule) = state.withLock { state -> ((any Error)?, Bool) in
      state.pending.append((run, result))
      if let failure = state.failure { return (failure, false) }
      defer { state.isScheduled = true }
      return (nil, !state.isScheduled)
    }
    if let failure { throw failure }
    if mustSchedule { queue.async { self.drain() } }
  }

  /// Waits until everything handed over is on the disk.
  ///
  /// - Throws: why it could not be.
  package func flush() throws {
    queue.sync {
      state.withLock { $0.failure = nil }
      drain()
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func drain() {
    while true {
      let batch = state.withLock { state in
        if state.pending.isEmpty { state.isScheduled = false }
        return Array(state.pending.prefix(512))
      }
      if batch.isEmpty { return }
      do {
        _ = try store.finish(batch)
        state.withLock { $0.pending.removeFirst(batch.count) }
        onRecorded(batch.map(\.run))
      } catch {
        state.withLock { state in
          state.failure = error
          state.isScheduled = false
        }
        return
      }
    }
  }
}
