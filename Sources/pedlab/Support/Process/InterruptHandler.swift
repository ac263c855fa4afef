import ArgumentParser
import Dispatch
import Foundation
import Platform
import Sweep
import Synchronization

/// First Ctrl-C (or SIGTERM): finish what is computing and record it. Second: stop now; what was
/// not recorded stays unrecorded, and the ledger stays whole because its writes are transactions.
final class InterruptHandler {
  private final class State: Sendable {
    let stop = StopFlag()
    let interrupted = StopFlag()
    let onFirst = Mutex<(@Sendable () -> Void)?>(nil)
    let onSecond = Mutex<(@Sendable () -> Void)?>(nil)

    func handle() {
      guard !interrupted.isSet, let first = onFirst.withLock({ $0 }) else {
        UnfinishedFiles.removeAll()
        endClaims()
        _exit(ExitStatus.interrupted.rawValue)
      }
      interrupted.set()
      stop.set()
      first()
    }

    /// Does what is to be done at the second signal, but does not wait for long: it may be that the
    /// disk hangs, or the ledger is locked.
    private func endClaims() {
      guard let second = onSecond.withLock({ $0 }) else { return }
      let ended = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        second()
        ended.signal()
      }
      _ = ended.wait(timeout: .now() + .seconds(1))
    }
  }

  private let state = State()
  // Sources live as long as the handler; they are only held, never touched again.
  private let sources: [any DispatchSourceSignal]

  var stop: StopFlag { state.stop }
  var wasInterrupted: Bool { state.interrupted.isSet }

  init() {
    sources = [SIGINT, SIGTERM].map { [state] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { state.handle() }
      source.resume()
      return source
    }
  }

  /// From now on there is something to finish: the first signal calls `onFirst`. Before that, one
  /// signal ends the program.
  /// The second one calls `onSecond`, and ends it within a second.
  func begin(
    onFirst: @escaping @Sendable () -> Void, onSecond: @escaping @Sendable () -> Void
  ) {
    state.onSecond.withLock { $0 = onSecond }
    state.onFirst.withLock { $0 = onFirst }
  }
}
