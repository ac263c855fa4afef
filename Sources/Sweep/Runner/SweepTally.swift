import Ledger
import Synchronization

/// Counts of a sweep, from all workers.
final class SweepTally: Sendable {
  private let counts = Mutex(SweepRunner.Summary())

  var summary: SweepRunner.Summary { counts.withLock { $0 } }

  func add(_ result: RunResult) {
    counts.withLock { counts in
      if result.error == nil { counts.finished += 1 } else { counts.failed += 1 }
      counts.failedEvaluations += result.failures.count
      if counts.firstError == nil { counts.firstError = result.error }
    }
  }

  func addComputed() { counts.withLock { $0.computedEvaluations += 1 } }

  func addReused(_ count: Int) { counts.withLock { $0.reusedEvaluations += count } }

  func addFailure(_ sentence: String) {
    counts.withLock { counts in
      if counts.firstError == nil { counts.firstError = sentence }
    }
  }

  func addReleased(_ count: Int) { counts.withLock { $0.released += count } }
}
