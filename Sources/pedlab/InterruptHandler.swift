import Dispatch
import Foundation
import Sweep

/// First Ctrl-C (or SIGTERM): finish what is computing and record it. Second: stop now; what was
/// not recorded stays unrecorded, and the ledger stays whole because its writes are transactions.
final class InterruptHandler {
  let stop = StopFlag()
  private let interrupted = StopFlag()
  // Sources live as long as the handler; they are only held, never touched again.
  private let sources: [any DispatchSourceSignal]

  var wasInterrupted: Bool { interrupted.isSet }

  init(onFirst: @escaping @Sendable () -> Void) {
    let (stop, interrupted) = (stop, interrupted)
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if interrupted.isSet { _exit(130) }
        interrupted.set()
        stop.set()
        onFirst()
      }
      source.resume()
      return source
    }
  }
}
