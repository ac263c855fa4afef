import ArgumentParser
import FeatureStore
import LinearAlgebra

/// `pedlab-benchmark`: side by side in one run, so that the ratios mean something.
@main
struct PedlabBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pedlab-benchmark",
    abstract: "Measure pedlab on this machine: side by side in one run, medians and spread.",
    discussion: "What runs whole commands takes the pedlab beside this program, or that of PEDLAB.",
    subcommands: [
      BenchmarkEngineCommand.self, BenchmarkShapesCommand.self, BenchmarkPassCommand.self,
      BenchmarkGrowthCommand.self,
      BenchmarkMemoryCommand.self, BenchmarkIsolationCommand.self, ReadStoreCommand.self,
      BenchmarkProductCommand.self, BenchmarkLedgerCommand.self,
    ])

  nonisolated static func main() async {
    HDF5ReaderProgram.serveIfAsked()
    BLASLibrary.endIdleThreads()
    await main(nil)
  }
}
