import ArgumentParser

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
}
