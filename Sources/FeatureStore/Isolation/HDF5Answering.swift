import Foundation
import Synchronization

/// Where libhdf5 reads: in this process, or in one of its own.
protocol HDF5Answering: Sendable {
  /// - Parameter take: gets the reply and its payload, which is there until the call ends.
  func answer<Result>(
    _ question: HDF5Question,
    _ take: (HDF5Reply, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result

  /// Prepares for questions that will come.
  func startAhead()
}

/// Reading by libhdf5 in this process: what crashes it ends the process.
final class InProcessReader: HDF5Answering, @unchecked Sendable {
  private let lock = NSLock()
  private let service = HDF5Service()
  private let memory = TransferMemory(sharing: nil)

  func answer<Result>(
    _ question: HDF5Question,
    _ take: (HDF5Reply, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    lock.lock()
    defer { lock.unlock() }
    let reply = service.answer(question, memory)
    guard let payload = memory.payload(reply) else {
      throw StoreError("\(question.place): there is not enough memory to read it.")
    }
    return try take(reply, payload)
  }

  func startAhead() {}
}

/// The one way by which files are read.
package enum HDF5Reading {
  private static let reader = Mutex<any HDF5Answering>(InProcessReader())

  /// Lets libhdf5 read in a process of its own from now on: a file that crashes it, or keeps it busy
  /// without an end, is then an error like any other.
  ///
  /// - Parameter arguments: what makes this very program serve (see ``HDF5ReaderProgram``).
  static func moveToChildProcess(arguments: [String]) {
    let process = ReaderProcess(arguments: arguments)
    reader.withLock { $0 = process }
    ReaderProcess.endAtExit(process)
  }

  static func startAhead() { reader.withLock { $0 }.startAhead() }

  /// Undoes ``moveToChildProcess(arguments:)`` before anything was read.
  static func stayInProcess() { reader.withLock { $0 = InProcessReader() } }

  static func ask<Result>(
    _ question: HDF5Question,
    _ take: (HDF5Reply, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    let reader = reader.withLock { $0 }
    return try reader.answer(question) { reply, payload in
      if let failure = reply.failure { throw StoreError(failure) }
      return try take(reply, payload)
    }
  }
}
