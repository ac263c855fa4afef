import Platform
import Synchronization

/// Where results and messages go: the standard streams of the process or, in tests that run a command
/// in their own process, text in memory.
package struct Streams: Sendable {
  /// One of the two.
  package enum Stream: Sendable {
    case file(FileDescriptor)
    case captured(CapturedText)

    /// - Returns: false if the system refused; `errno` says why.
    func write(_ text: String) -> Bool {
      switch self {
      case .file(let file): Array(text.utf8).withUnsafeBytes(file.writeAll)
      case .captured(let captured): captured.append(text)
      }
    }

    var isTerminal: Bool {
      switch self {
      case .file(let file): isatty(file.number) == 1
      case .captured: false
      }
    }
  }

  /// Results.
  let output: Stream
  /// Messages for people.
  let messages: Stream

  package init(output: Stream, messages: Stream) {
    self.output = output
    self.messages = messages
  }

  /// Those of the task. Threads that a task starts have the standard ones.
  @TaskLocal package static var current = Streams(
    output: .file(FileDescriptor(STDOUT_FILENO)), messages: .file(FileDescriptor(STDERR_FILENO)))
}
