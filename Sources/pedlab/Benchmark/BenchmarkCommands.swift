import ArgumentParser

/// benchmark.
let benchmarkCommands: [any ParsableCommand.Type] = [BenchmarkCommand.self]

/// `pedlab benchmark`: side by side in one run, so that the ratios mean something.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure this machine: side by side in one run, medians and spread.",
    subcommands: [
      BenchmarkEngineCommand.self, BenchmarkPassCommand.self, BenchmarkGrowthCommand.self,
      BenchmarkMemoryCommand.self, BenchmarkLedgerCommand.self,
    ])
}
