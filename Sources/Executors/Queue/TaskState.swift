/// What an engine says of one task.
package struct TaskState: Sendable, Equatable, Codable {
  /// What the engine's words come to.
  package enum Phase: String, Sendable, Codable {
    /// It waits for its turn.
    case pending
    /// It runs, or is about to, or is just ending.
    case running
    /// It ended well.
    case completed
    /// It ended otherwise: failed, cancelled, timed out, preempted, lost with its node.
    case failed
    /// The engine does not, or no longer, know it. This says nothing about how it ended.
    case unknown
  }

  /// What its word comes to.
  package var phase: Phase
  /// The engine's own word: "OUT_OF_MEMORY".
  package var word: String
  /// Of a task that ended; 128 and more for a signal.
  package var exitCode: Int?
  /// Where it runs or ran.
  package var node: String?
  /// Why it waits, where the engine says so.
  package var reason: String?
  /// How often the engine has begun it anew.
  package var restarts: Int

  package init(
    _ phase: Phase, word: String, exitCode: Int? = nil, node: String? = nil,
    reason: String? = nil, restarts: Int = 0
  ) {
    (self.phase, self.word, self.exitCode) = (phase, word, exitCode)
    (self.node, self.reason, self.restarts) = (node, reason, restarts)
  }

  /// Of a task that the engine does not know.
  package static let unknown = TaskState(.unknown, word: "unknown")

  /// Whether results may still come.
  package var isAlive: Bool { phase == .pending || phase == .running }
}
