import Dispatch
import Synchronization

/// Records runs and evaluations without holding up who computes them: whatever has come in while the
/// disk was busy goes into the next transaction. An evaluation whose run is not done within
/// ``patience`` is recorded on its own, so that a stop loses no more than the last moments.
package final class RunRecorder: Sendable {
  private struct State {
    var pending: [(run: ClaimedRun, result: StoredResult)] = []
    /// Evaluations of runs that are not done, by row of the run.
    var parts: [Int64: (run: ClaimedRun, evaluations: [Evaluation])] = [:]
    var isScheduled = false
    var isTimed = false
    var failure: (any Error)?
  }

  /// Runs in one transaction, so that it does not keep other processes waiting for long.
  private static let batch = 512
  /// How long an evaluation waits for its run to be done.
  private static let patience = DispatchTimeInterval.milliseconds(500)

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

  /// Hands over a finished run and returns at once. Its bytes are made here, by whoever computed it, so
  /// that the one thread that writes has nothing else to do.
  ///
  /// - Throws: why an earlier run could not be recorded, or ``LedgerError`` for a score that is none.
  ///   Runs not yet recorded are kept; ``flush()`` tries them again.
  package func record(_ run: ClaimedRun, _ result: RunResult) throws {
    let result = try StoredResult(result, of: run)
    let (failure, mustSchedule) = state.withLock { state -> ((any Error)?, Bool) in
      state.pending.append((run, result))
      state.parts[run.row] = nil
      if let failure = state.failure { return (failure, false) }
      defer { state.isScheduled = true }
      return (nil, !state.isScheduled)
    }
    if let failure { throw failure }
    if mustSchedule { queue.async { self.drain() } }
  }

  /// Hands over an evaluation of a run that is not done, and returns at once.
  ///
  /// - Throws: as ``record(_:_:)``.
  package func keep(_ evaluation: Evaluation, of run: ClaimedRun) throws {
    let (failure, mustSchedule) = state.withLock { state -> ((any Error)?, Bool) in
      state.parts[run.row, default: (run, [])].evaluations.append(evaluation)
      if let failure = state.failure { return (failure, false) }
      defer { state.isTimed = true }
      return (nil, !state.isTimed)
    }
    if let failure { throw failure }
    if mustSchedule { queue.asyncAfter(deadline: .now() + Self.patience) { self.drainParts() } }
  }

  /// Waits until everything handed over is on the disk.
  ///
  /// - Throws: why it could not be.
  package func flush() throws {
    queue.sync {
      state.withLock { $0.failure = nil }
      drain()
      drainParts()
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func drain() {
    while true {
      let batch = state.withLock { state in
        if state.pending.isEmpty { state.isScheduled = false }
        return Array(state.pending.prefix(Self.batch))
      }
      if batch.isEmpty { return }
      do {
        _ = try store.finish(batch.map(\.result))
        state.withLock { $0.pending.removeFirst(batch.count) }
        onRecorded(batch.map(\.run))
      } catch {
        fail(error)
        return
      }
    }
  }

  private func drainParts() {
    let parts = state.withLock { state in
      state.isTimed = false
      defer { state.parts = [:] }
      return Array(state.parts.values)
    }
    guard !parts.isEmpty else { return }
    do {
      try store.keep(parts.sorted { $0.run.row < $1.run.row })
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: any Error) {
    state.withLock { state in
      state.failure = error
      state.isScheduled = false
    }
  }
}
