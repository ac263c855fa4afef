import Foundation

/// Reads a pipe to its end on a thread of its own.
final class PipeReading: @unchecked Sendable {
  // Written by the thread before it signals, read after that: hence `@unchecked`.
  private var data = Data()
  private let ended = DispatchSemaphore(value: 0)

  init(_ pipe: Pipe) {
    let handle = pipe.fileHandleForReading
    Thread.detachNewThread { [self] in
      data = handle.readDataToEndOfFile()
      ended.signal()
    }
  }

  /// All that came, once the other end is closed.
  func finish() -> Data {
    ended.wait()
    return data
  }
}
