import Dispatch
import Foundation
import Sweep

/// First Ctrl-C (or SIGTERM): finish what is computing and record it. Second: stop now; what was
/// not recorded stays unrecorded, and the ledger stays whole because its writes are transactions.
final class InterruptHandler: Sendable {
  let stop = StopFlag()
  // Sources live as long as the handler; they are only held, never touched again.
  private let sources: [any DispatchSourceSignal & Sendable]

  init(onFirst: @escaping @Sendable () -> Void) {
    let stop = stop
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isSet { _exit(130) }
        stop.set()
        onFirst()
      }
      source.resume()
      return source
    }
  }
}
