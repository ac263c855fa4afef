import Ledger
import Sweep
import Synchronization
import Wording

/// How far a sweep is: the evaluations of the whole plan, whichever process computes them.
final class SweepWatch: Sendable {
  private struct State {
    var progress: PlanProgress
    var dataset: String?
    var isWaiting = false
    var nextLook: ContinuousClock.Instant
  }

  private let look: @Sendable () throws -> ExperimentProgress?
  private let state: Mutex<State>

  /// Between two looks into the ledger at what others have done.
  private static let pause = Duration.seconds(2)
  /// Times as long as a look takes, at least: a ledger of 100,000 runs is not looked into all the time.
  private static let share = 50

  /// - Parameters:
  ///   - start: how far the experiment is before this process computes.
  ///   - look: how far it is now, by the ledger.
  init(_ start: ExperimentProgress, look: @escaping @Sendable () throws -> ExperimentProgress?) {
    self.look = look
    state = Mutex(
      State(
        progress: PlanProgress(done: start.recorded + start.failed, total: start.planned),
        nextLook: ContinuousClock.now + Self.pause))
  }

  func ended(on dataset: String) {
    state.withLock { state in
      state.progress.computed()
      state.dataset = dataset
      state.isWaiting = false
    }
  }

  /// Other processes compute what is left.
  func waiting() { state.withLock { $0.isWaiting = true } }

  /// Looks into the ledger if it is time.
  var now: ProgressText {
    lookIfDue()
    return state.withLock { state in
      ProgressText(
        done: state.progress.done, total: state.progress.total, unit: .items("evaluations"),
        detail: state.isWaiting ? "waiting for other processes" : state.dataset)
    }
  }

  private func lookIfDue() {
    let start = ContinuousClock.now
    let isDue = state.withLock { state in
      guard start >= state.nextLook else { return false }
      // Until the look has ended, nobody else begins one.
      state.nextLook = start + .seconds(3600)
      return true
    }
    guard isDue else { return }
    // What cannot be read now is read at the next look.
    let progress = try? look()
    let end = ContinuousClock.now
    state.withLock { state in
      if let progress {
        state.progress.looked(
          done: progress.recorded + progress.failed, total: progress.planned)
      }
      state.nextLook = end + max(Self.pause, (end - start) * Self.share)
    }
  }
}
