import Ledger
import Synchronization
import Wording

/// How far a sweep is: the evaluations of this process, or of all while it waits for others.
final class SweepWatch: Sendable {
  private struct State {
    var done = 0
    var dataset: String?
    var whole: ExperimentProgress?
    var lastLook: ContinuousClock.Instant?
  }

  private let total: Int
  private let state = Mutex(State())

  /// Between two looks into the ledger at what others have done.
  private static let pause = Duration.seconds(2)

  /// - Parameter total: evaluations that this process may have to compute.
  init(total: Int) { self.total = total }

  func ended(on dataset: String) {
    state.withLock { state in
      state.done += 1
      state.dataset = dataset
      state.whole = nil
    }
  }

  /// Other processes compute what is left.
  ///
  /// - Parameter look: how far the experiment is.
  func waiting(_ look: () throws -> ExperimentProgress?) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      if let last = state.lastLook, now - last < Self.pause { return false }
      state.lastLook = now
      return true
    }
    // What cannot be read now is read at the next look.
    guard isDue, let progress = try? look() else { return }
    state.withLock { $0.whole = progress }
  }

  var now: ProgressText {
    state.withLock { state in
      if let whole = state.whole {
        return ProgressText(
          done: whole.recorded + whole.failed, total: whole.planned, unit: .items("evaluations"),
          detail: "waiting for other processes")
      }
      return ProgressText(
        done: state.done, total: max(total, state.done), unit: .items("evaluations"),
        detail: state.dataset)
    }
  }
}
