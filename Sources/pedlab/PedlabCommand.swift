import ArgumentParser
import LinearAlgebra

/// The command line. Each file of this folder holds one group of commands.
@main
struct PedlabCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "pedlab",
    abstract: "Which pre-trained model will fine-tune best? Sweep PED and its metrics, and tell.",
    version: version,
    subcommands: sweepCommands + storeCommands + metricCommands + ledgerCommands
      + findingsCommands + benchmarkCommands
  )

  /// As the library's, but that a command line that makes no sense exits with 2, as documented.
  nonisolated static func main() async {
    BLASLibrary.endIdleThreads()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Messages.say(fullMessage(for: error))
      exit(withError: ExitStatus.usage)
    }
  }
}
