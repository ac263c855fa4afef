import CHDF5
import Foundation
import Platform

/// A process that runs ``HDF5ReaderProgram``.
final class ReaderChild {
  /// How it ended.
  enum End {
    /// By a signal that libhdf5 brought about, by its name.
    case crash(String)
    case timeOver
    /// In a way that no file brings about, as the end of "the process ...".
    case ended(String)

    /// Whether libhdf5 brought it about.
    var isOfLibrary: Bool { if case .ended = self { false } else { true } }
  }

  let memory: TransferMemory
  private let process: pid_t
  private let socket: Int32
  private let descriptor: Int32
  private var wasAsked = false

  /// - Parameter arguments: of this very program.
  init?(_ arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let descriptor = pedlab_shared_memory()
    let started = ChildStart(arguments: arguments, socket: ends[1], memory: descriptor).started()
    close(ends[1])
    guard let started else {
      let reason = errno
      close(ends[0])
      if descriptor >= 0 { close(descriptor) }
      errno = reason
      return nil
    }
    (process, socket, self.descriptor) = (started, ends[0], descriptor)
    memory = TransferMemory(sharing: descriptor >= 0 ? descriptor : nil)
  }

  deinit {
    close(socket)
    if descriptor >= 0 { close(descriptor) }
  }

  /// nil if the process ended instead of answering. The payload is there until the next call.
  func ask(_ question: HDF5Question) -> (HDF5Reply, UnsafeRawBufferPointer)? {
    wasAsked = true
    let frame = Frame(socket)
    guard let bytes = try? JSONEncoder().encode(question), frame.write(bytes),
      let answer = frame.read(),
      let reply = try? JSONDecoder().decode(HDF5Reply.self, from: Data(answer))
    else { return nil }
    if reply.isInline, let count = reply.payload {
      guard count >= 0, let room = memory.privateRoom(count), frame.read(raw: room) else {
        return nil
      }
    }
    guard let payload = memory.payload(reply) else { return nil }
    return (reply, payload)
  }

  /// Ends the process, if it has not ended, and tells how it did.
  func end() -> End {
    shutdown(socket, Int32(SHUT_RDWR))
    // It may be starting still, which nobody needs to wait for.
    if !wasAsked { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return .ended("cannot be waited for") }
    }
    let signal = status & 0x7f
    guard signal != 0 else { return .ended("ended with code \(status >> 8 & 0xff)") }
    if signal == SIGPROF { return .timeOver }
    guard let name = Self.crashes[signal] else { return .ended("was ended by signal \(signal)") }
    return .crash(name)
  }

  private static let crashes: [Int32: String] = [
    SIGSEGV: "SIGSEGV", SIGBUS: "SIGBUS", SIGABRT: "SIGABRT", SIGILL: "SIGILL", SIGFPE: "SIGFPE",
    SIGTRAP: "SIGTRAP", SIGSYS: "SIGSYS",
  ]

  #if os(Linux)
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #else
    private static let stream = SOCK_STREAM
  #endif
}
