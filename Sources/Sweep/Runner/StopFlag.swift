import Synchronization

/// Set by the first Ctrl-C: no new work is begun, what is computing is finished and recorded.
package final class StopFlag: Sendable {
  private let flag = Atomic(false)

  package init() {}

  /// Whether the sweep is to stop.
  package var isSet: Bool { flag.load(ordering: .relaxed) }

  /// Asks the sweep to stop; it finishes what is being computed.
  package func set() { flag.store(true, ordering: .relaxed) }
}
