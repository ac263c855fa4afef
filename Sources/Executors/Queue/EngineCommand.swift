import Foundation

/// A command of an engine: runs, and gives back all that it said.
package struct EngineCommand: Sendable {
  /// How it ended, and what it said.
  package struct Outcome: Sendable {
    /// The exit code.
    package let status: Int32
    /// What it wrote to standard output.
    package let output: String
    /// What it wrote to standard error.
    package let messages: String

    /// What it said went wrong, on one line.
    package var complaint: String {
      let text = messages.isEmpty ? output : messages
      return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }.joined(separator: "; ")
    }
  }

  let name: String
  let environment: [String: String]

  /// - Parameter environment: variables besides those of this process.
  package init(_ name: String, environment: [String: String] = [:]) {
    (self.name, self.environment) = (name, environment)
  }

  /// Whether there is such a program on the PATH.
  package var isThere: Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
    }
  }

  /// - Throws: ``ExecutorError`` if it cannot be started.
  package func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, messages) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = messages
    do {
      try process.run()
    } catch {
      throw ExecutorError("\(name) could not be started: \(error.localizedDescription)")
    }
    // Both are read at once: a full pipe would stop the program.
    let second = Reading(messages)
    let first = output.fileHandleForReading.readDataToEndOfFile()
    let said = second.finish()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: first, as: UTF8.self),
      messages: String(decoding: said, as: UTF8.self))
  }

  /// Reads a pipe to its end on a thread of its own.
  private final class Reading: @unchecked Sendable {
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

    func finish() -> Data {
      ended.wait()
      return data
    }
  }
}
