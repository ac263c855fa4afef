import CHDF5
import Foundation
import Platform

/// Reading by libhdf5 in a process of its own, which is started when it is first needed, and again
/// when a file has crashed it.
final class ReaderProcess: HDF5Answering, @unchecked Sendable {
  private let arguments: [String]
  private let lock = NSLock()
  private var child: ReaderChild?
  private var troubles = ReaderTroubles()

  init(arguments: [String]) { self.arguments = arguments }

  func answer<Result>(
    _ question: HDF5Question,
    _ take: (HDF5Reply, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    lock.lock()
    defer { lock.unlock() }
    if let error = troubles.refusal(of: question) { throw error }
    // Once more if somebody else ended the process, such as a system without memory.
    for isLast in [false, true] {
      let child = try startedChild(for: question)
      if let (reply, payload) = child.ask(question) {
        defer { child.memory.release() }
        return try take(reply, payload)
      }
      self.child = nil
      let end = child.end()
      if end.isOfLibrary || isLast { throw troubles.noted(end, question) }
    }
    throw StoreError("\(question.place) cannot be read.")
  }

  /// Starts the process before there is a question. Where that fails, the first question tells why.
  func startAhead() {
    lock.lock()
    defer { lock.unlock() }
    if child == nil { child = ReaderChild(arguments) }
  }

  private func startedChild(for question: HDF5Question) throws -> ReaderChild {
    if let child { return child }
    guard let started = ReaderChild(arguments) else {
      throw StoreError(
        "\(question.place): the process that reads HDF5 files cannot be started:"
          + " \(String(cString: strerror(errno))). Limits on processes, memory or open files"
          + " (ulimit -a) may be too low.")
    }
    child = started
    return started
  }

  // MARK: - End

  /// The process has a file open, and locked, until it ends: who calls another program after this
  /// one must find it free.
  static func endAtExit(_ process: ReaderProcess) {
    atExit = process
    atexit { ReaderProcess.atExit?.endQuietly() }
  }

  nonisolated(unsafe) private static var atExit: ReaderProcess?

  private func endQuietly() {
    // Another thread may still be reading: then the process ends with this one.
    guard lock.try() else { return }
    defer { lock.unlock() }
    if let child { _ = child.end() }
    child = nil
  }
}
