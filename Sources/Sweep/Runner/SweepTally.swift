import FeatureStore
import Ledger
import Synchronization

/// Counts of a sweep, from all workers.
final class SweepTally: Sendable {
  private let counts = Mutex(SweepRunner.Summary())
  private let change = Mutex<StoreError?>(nil)

  /// The first file that was not as it was digested.
  var changedFile: StoreError? { change.withLock { $0 } }

  func add(changedFile error: StoreError) {
    change.withLock { $0 = $0 ?? error }
  }

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
