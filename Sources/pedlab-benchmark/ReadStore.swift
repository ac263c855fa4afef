import ArgumentParser
import FeatureStore

/// `pedlab-benchmark read-store`: what the benchmark of isolation starts.
struct ReadStoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-store", abstract: "Make the pass over every pair of a store once.",
    shouldDisplay: false)

  @Argument(help: "The store (HDF5).") var store: String
  @Option(help: "Threads.") var workers = 2
  @Flag(help: "libhdf5 reads in this process.") var here = false

  func run() throws {
    if here { HDF5ReaderProgram.readHere() }
    let store = try FeatureStore(.file(store))
    for model in store.models {
      for dataset in store.datasets {
        _ = try store.reducedFeatures(model: model, dataset: dataset, workers: workers)
      }
    }
  }
}
