import ArgumentParser
import FeatureStore
import Foundation
import Wording

/// `pedlab store import npy`.
struct StoreImportNumPyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "npy",
    abstract: "Import a folder of .npy files as the official pipeline leaves it, or of .npz files.",
    discussion: """
      FOLDER holds MODEL_DATASET_feature.npy and MODEL_DATASET_label.npy for each pair, and \
      MODEL_imagenet_feature.npy as the reference of each model; or MODEL_DATASET.npz with the arrays \
      features and labels, and MODEL_imagenet.npz. Outputs of the source head are \
      MODEL_DATASET_logits.npy, or the array logits. Where models and datasets both \
      have underscores, and the names can be read in several ways, --models or --datasets says \
      what they are.

      Features are numbers (N, D). Labels are integers, whole floats, bool or text (N,), or \
      one-hot (N, C): classes; other numbers are targets of regression. Standard error says how \
      they were read.

      EXAMPLES
        pedlab store import npy features --out store.h5
        pedlab store import npy features --out store.h5 --datasets oxford_pets,dtd
      """)

  @Argument(help: "The folder.")
  var folder: String

  @Option(name: .customLong("out"), help: "The store to write.")
  var output: String

  @Option(help: "The dataset that is the reference.")
  var reference = NumPyImport.usualReference

  @Option(help: "The models, separated by commas, where underscores leave their names open.")
  var models: NameList?

  @Option(help: "The datasets, separated by commas, where underscores leave their names open.")
  var datasets: NameList?

  @Option(help: "gzip level of the features, 0 to 9.")
  var gzip = 0

  func validate() throws {
    guard (0...9).contains(gzip) else {
      throw ValidationError("--gzip is \(gzip); allowed: 0 (none) to 9.")
    }
  }

  func run() throws {
    let source = try NumPySource(folder, reference: reference)
    defer { source.remove() }
    var numPy = NumPyImport(folder: source.folder, output: output)
    numPy.reference = reference
    numPy.gzip = gzip
    numPy.models = models?.names
    numPy.datasets = datasets?.names
    // Ctrl-C takes the unfinished store away.
    let interrupt = InterruptHandler()
    let result = try withExtendedLifetime(interrupt) {
      do { return try numPy.run() } catch { throw source.named(error) }
    }
    for remark in source.remarks + result.remarks { Messages.say(remark) }
    let (models, datasets) = (Set(result.pairs.map(\.model)), Set(result.pairs.map(\.dataset)))
    try Output.print(
      "\(output): \(counted(models.count, "model")), \(counted(datasets.count, "dataset")), "
        + counted(result.pairs.count, "pair"))
  }
}
