/// How far a task is: a file that the task replaces every few seconds. It is shown, and nothing is
/// decided by it: a task that was killed leaves the last one behind.
package struct TaskProgress: Codable, Sendable, Equatable {
  /// Where an attempt is.
  package enum State: String, Codable, Sendable {
    case running
    /// All of it was computed, or failed.
    case finished
    /// It was told to stop before that.
    case stopped
  }

  /// Of the attempt that wrote last.
  package var state: State
  /// Where it runs.
  package var node: String
  /// The engine's name of the attempt, with something unique.
  package var attempt: String
  /// Evaluations that were computed, or taken over.
  package var done: Int
  /// Evaluations that could not be computed.
  package var failed: Int
  /// Evaluations of the task.
  package var total: Int
  /// Why it did not begin to compute; nil: it did.
  package var error: String?

  package init(
    state: State, node: String, attempt: String, done: Int, failed: Int, total: Int,
    error: String? = nil
  ) {
    (self.state, self.node, self.attempt) = (state, node, attempt)
    (self.done, self.failed, self.total, self.error) = (done, failed, total, error)
  }
}
