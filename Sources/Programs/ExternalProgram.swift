import Foundation

/// A program of somebody else's, as it is found on the PATH: runs to its end, and gives back all that
/// it said.
package struct ExternalProgram: Sendable {
  /// How it ended, and what it said.
  package struct Outcome: Sendable {
    /// The exit code.
    package let status: Int32
    /// What it wrote to standard output.
    package let output: String
    /// What it wrote to standard error.
    package let messages: String

    /// Whether there is no such program, as `env` tells it.
    package var isMissing: Bool { status == 127 }

    /// What it said went wrong, on one line.
    package var complaint: String { complaints.joined(separator: "; ") }

    /// What it said went wrong, line by line.
    package var complaints: [String] {
      let text = messages.isEmpty ? output : messages
      return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
  }

  /// The name by which it is searched for.
  package let name: String
  private let environment: [String: String]

  /// - Parameters:
  ///   - additions: variables besides those of this process, or in their place.
  ///   - removals: variables of this process that it does not get.
  package init(
    _ name: String, adding additions: [String: String] = [:], removing removals: Set<String> = []
  ) {
    self.name = name
    environment = ProcessInfo.processInfo.environment.filter { !removals.contains($0.key) }
      .merging(additions) { $1 }
  }

  /// Whether there is such a program on the PATH.
  package var isThere: Bool {
    // The shell's own where no PATH is set.
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
    }
  }

  /// Runs it without standard input, and waits for its end.
  ///
  /// - Throws: Foundation's error if no process can be started at all.
  package func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = environment
    let (output, messages) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    // Both are read at once: a full pipe would stop the program.
    let second = PipeReading(messages)
    let first = output.fileHandleForReading.readDataToEndOfFile()
    let said = second.finish()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: first, as: UTF8.self),
      messages: String(decoding: said, as: UTF8.self))
  }
}
