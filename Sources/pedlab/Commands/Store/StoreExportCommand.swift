import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab store export-npy`.
struct StoreExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-npy",
    abstract: "Write the features of a model on a dataset as .npy (float64).",
    discussion: """
      EXAMPLES
        pedlab store export-npy features.h5 --model vit --dataset pets --out vit.npy
      """)

  @Argument(help: "The store, HDF5.")
  var store: String

  @Option(help: "The model.") var model: String
  @Option(help: "The dataset.") var dataset: String
  @Option(name: .customLong("out"), help: "The .npy file to write.") var output: String
  @Flag(help: "Print the content digest (SHA-256) too.") var digest = false

  func run() throws {
    let features = try FeatureStore(.file(store)).features(model: model, dataset: dataset)
    try features.writeNumPy(to: output)
    try Output.print("\(output): \(features.rows) x \(features.columns)")
    if digest { try Output.print(features.digest()) }
  }
}
