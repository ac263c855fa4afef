import Synchronization

/// Text that a command wrote, in memory.
package final class CapturedText: Sendable {
  private let pieces = Mutex<[String]>([])

  package init() {}

  /// All of it, in the order in which it was written.
  package var text: String { pieces.withLock { $0.joined() } }

  func append(_ text: String) -> Bool {
    pieces.withLock { $0.append(text) }
    return true
  }
}
