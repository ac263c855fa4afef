import Foundation
import Ledger
import Platform
import Synchronization

/// Copies the ledger of an attempt, which lies on the node, to the job folder, again and again: each
/// copy is whole, appears at once in the place of the one before, and is never written to. So no file
/// on the shared file system is ever open on two machines while somebody writes to it.
package final class LedgerPublisher: Sendable {
  private struct State {
    var progress: TaskProgress
    /// What the last copy holds.
    var published = -1
    var lasted = 0.0
    var isEnded = false
  }

  /// Seconds between two copies: what a kill loses at most.
  private let interval: Double
  private static let usualInterval = 2.0
  /// A copy takes at most this share of the time.
  private static let share = 0.05

  private let store: LedgerStore
  private let folder: JobFolder
  private let attempt: TaskAttempt
  private let state: Mutex<State>
  private let writing = Mutex(0)

  /// - Parameter total: evaluations of the task.
  /// - Throws: ``ExecutorError`` if PEDLAB_PUBLISH_SECONDS is no time.
  package init(
    _ store: LedgerStore, _ folder: JobFolder, _ attempt: TaskAttempt, total: Int
  ) throws {
    interval = try Self.interval()
    (self.store, self.folder, self.attempt) = (store, folder, attempt)
    state = Mutex(
      State(
        progress: TaskProgress(
          state: .running, node: attempt.node, attempt: attempt.name, done: 0, failed: 0,
          total: total)))
  }

  private static func interval() throws -> Double {
    let name = "PEDLAB_PUBLISH_SECONDS"
    guard let text = ProcessInfo.processInfo.environment[name], !text.isEmpty else {
      return usualInterval
    }
    guard let seconds = Double(text), (0.1...3_600).contains(seconds) else {
      throw ExecutorError("\(name) is \"\(text)\"; it must be from 0.1 to 3600 seconds")
    }
    return seconds
  }

  /// How far the attempt is.
  package var progress: TaskProgress { state.withLock { $0.progress } }

  /// Counts evaluations.
  package func add(done: Int = 0, failed: Int = 0) {
    state.withLock { state in
      state.progress.done += done
      state.progress.failed += failed
    }
  }

  /// Begins to publish on a thread of its own.
  package func start() {
    try? folder.write(progress, of: attempt.task)
    Thread.detachNewThread { [self] in
      var waited = 0.0
      while !state.withLock({ $0.isEnded }) {
        Thread.sleep(forTimeInterval: 0.1)
        waited += 0.1
        let (isNew, lasted) = state.withLock { state in
          (state.progress.done + state.progress.failed != state.published, state.lasted)
        }
        guard isNew, waited >= max(interval, lasted / Self.share) else { continue }
        // A copy that fails is made up for by the next one; the last one must not fail.
        try? publish()
        waited = 0
      }
    }
  }

  /// Publishes for the last time.
  ///
  /// - Throws: ``ExecutorError`` or a ledger's error if the results cannot be left in the folder.
  package func end(_ last: TaskProgress.State, error: String? = nil) throws {
    state.withLock { state in
      state.isEnded = true
      state.progress.state = last
      state.progress.error = error
    }
    try publish()
  }

  private func publish() throws {
    try writing.withLock { copies in
      let progress = self.progress
      let start = ContinuousClock.now
      copies += 1
      let target = folder.ledger(of: attempt.task, attempt: attempt.name)
      let partial = "\(folder.ledgers)/.\(attempt.task)-\(attempt.name).\(copies)"
      try store.backup(to: partial)
      guard rename(partial, target) == 0 else {
        throw ExecutorError("\(target) cannot be written: \(String(cString: strerror(errno)))")
      }
      try folder.write(progress, of: attempt.task)
      state.withLock { state in
        state.published = progress.done + progress.failed
        state.lasted = (ContinuousClock.now - start) / .seconds(1)
      }
    }
  }
}
