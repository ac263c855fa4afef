import ArgumentParser
import FeatureStore
import Foundation
import Sweep

/// A store, or other people's files by path templates.
struct StoreOption: ParsableArguments {
  @Argument(
    help: "The store (HDF5), or with --features a path template of files: 'feats/{model}.h5'.",
    completion: .file(extensions: ["h5", "hdf5"]))
  var store: String

  @Option(help: "Template of the features inside the files: '/{dataset}/feats'.")
  var features: String?

  @Option(help: "Template of the labels: '/{dataset}/y', or 'labels/{dataset}.h5:/y'.")
  var labels: String?

  @Option(help: "Template of the features on the source data, N x D.")
  var reference: String?

  @Option(help: "Template of the mean of the features on the source data, [D].")
  var referenceMean: String?

  @Option(help: "Template of their standard deviation, [D].")
  var referenceStd: String?

  @Option(help: "Template of the source head's outputs, N x K.")
  var logits: String?

  @Option(help: "Template of the labels of the features on the source data, [S].")
  var referenceLabels: String?

  @Option(help: "Template of the features of the untrained architecture, N x D'.")
  var randomFeatures: String?

  @Option(help: "Template of the images that rows are points of, [N].")
  var images: String?

  @Option(help: "Models that ambiguous file names are of, separated by commas.")
  var models: NameList?

  @Option(help: "Datasets that ambiguous file names are of, separated by commas.")
  var datasets: NameList?

  @OptionGroup var reading: ReadingOption

  var options: ReadingOptions {
    reading.options(models: models?.names, datasets: datasets?.names)
  }

  func validate() throws {
    let others = [
      labels, reference, referenceMean, referenceStd, logits, referenceLabels, randomFeatures,
      images,
    ]
    if features == nil, others.contains(where: { $0 != nil }) || store.contains("{") {
      throw ValidationError(
        "\(store): path templates need --features, such as --features '/{dataset}/feats'.")
    }
    if features != nil, labels == nil {
      throw ValidationError("--features needs --labels, such as --labels '/{dataset}/y'.")
    }
  }

  var location: StoreLocation {
    guard let features, let labels else { return .file(store) }
    return .templates(
      StoreTemplates(
        files: store, features: features, labels: labels, reference: reference,
        referenceMean: referenceMean, referenceStandardDeviation: referenceStd, logits: logits,
        referenceLabels: referenceLabels, randomFeatures: randomFeatures, images: images))
  }

  /// The store as overrides of a plan.
  var planOverrides: [String] {
    let path = { (text: String) in
      text.hasPrefix("/") ? text : FileManager.default.currentDirectoryPath + "/" + text
    }
    let entries: [(String, String?)] = [
      ("files", path(store)), ("features", features), ("labels", labels),
      ("reference", reference), ("reference_mean", referenceMean),
      ("reference_std", referenceStd), ("logits", logits),
      ("reference_labels", referenceLabels), ("random_features", randomFeatures),
      ("images", images),
    ]
    let mapping = entries.compactMap { key, value in
      value.map { "\(key): \(PlanText.quoted($0))" }
    }
    let location =
      features == nil
      ? PlanText.quoted(path(store)) : "{\(mapping.joined(separator: ", "))}"
    return ["store=\(location)"] + reading.overrides
  }
}
