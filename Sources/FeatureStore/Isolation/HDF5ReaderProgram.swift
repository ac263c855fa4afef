import Foundation
import Platform

/// The program of the process in which libhdf5 reads.
package enum HDF5ReaderProgram {
  /// The socket to the process that asks.
  static let socket: Int32 = 0
  /// The shared memory, if there is one.
  static let memory: Int32 = 3

  /// The argument with which a program calls ``serveIfAsked()`` for itself. Nobody else needs it.
  static let argument = "read-hdf5"

  /// To be called first of all: in a process that was started to read, this does not return; in any
  /// other one libhdf5 reads in such a process from now on (see ``HDF5Reading``).
  package static func serveIfAsked() {
    if CommandLine.arguments.dropFirst() == [argument] { serve() }
    HDF5Reading.moveToChildProcess(arguments: [argument])
  }

  /// Starts the process that reads, if it has not started: it does so while this one reads its plan.
  package static func startAhead() { HDF5Reading.startAhead() }

  /// libhdf5 reads in this process from now on: only to measure what the other one costs.
  package static func readHere() { HDF5Reading.stayInProcess() }

  /// Answers questions until the program that asks is gone, and ends the process.
  private static func serve() -> Never {
    closeInherited()
    let limits = ReaderLimits()
    let service = HDF5Service()
    let isShared = fcntl(memory, F_GETFD) >= 0
    let transfer = TransferMemory(
      sharing: isShared ? memory : nil, expecting: { limits.extend(forBytes: $0) })
    let frame = Frame(socket)
    while let message = frame.read() {
      guard let question = try? JSONDecoder().decode(HDF5Question.self, from: Data(message)) else {
        break
      }
      limits.begin(file: question.file)
      let reply = service.answer(question, transfer)
      limits.end()
      guard let bytes = try? JSONEncoder().encode(reply), frame.write(bytes) else { break }
      if reply.isInline, let payload = transfer.payload(reply), !frame.write(raw: payload) { break }
      transfer.release()
    }
    _exit(0)
  }

  /// Files of the process that asks, such as its ledger, are none of this one's business.
  private static func closeInherited() {
    for name in Folder.names(in: "/proc/self/fd") {
      if let number = Int32(name), number > memory { close(number) }
    }
  }
}
