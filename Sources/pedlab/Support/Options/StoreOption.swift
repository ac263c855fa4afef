import ArgumentParser
import FeatureStore
import Foundation
import Sweep
import Wording

/// A store, or other people's files by path templates.
struct StoreOption: ParsableArguments {
  @Argument(
    help: "The store (HDF5), or with --features a path template of files: 'feats/{model}.h5'.",
    completion: .file(extensions: ["h5", "hdf5"]))
  var store: String

  @Option(
    help:
      "Template of the features inside the files: '/{dataset}/feats' (default: that of --logits).")
  var features: String?

  @Option(help: "Template of the labels: '/{dataset}/y', or 'labels/{dataset}.h5:/y'.")
  var labels: String?

  @Option(help: "Template of the features on the source data, N x D.")
  var reference: String?

  @Option(help: "Template of the mean of the features on the source data, [D].")
  var referenceMean: String?

  @Option(help: "Template of their standard deviation, [D].")
  var referenceStd: String?

  @Option(help: "Template of the source head's outputs, N x K; without --features, these alone.")
  var logits: String?

  @Option(help: "Template of the labels of the features on the source data, [S].")
  var referenceLabels: String?

  @Option(help: "Template of the features of the untrained architecture, N x D'.")
  var randomFeatures: String?

  @Option(help: "Template of the image each row belongs to, [N].")
  var images: String?

  @Option(
    name: [.customLong("models"), .customLong("model")],
    help: """
      Only these models, separated by commas; a name that holds a comma in double quotes: \
      '"a,b",c'. The names also settle ambiguous file names.
      """)
  var models: NameList?

  @Option(
    name: [.customLong("datasets"), .customLong("dataset")],
    help: """
      Only these datasets, separated by commas; a name that holds a comma in double quotes. The \
      names also settle ambiguous file names; one names the dataset of templates without {dataset}.
      """)
  var datasets: NameList?

  @OptionGroup var reading: ReadingOption

  func validate() throws {
    let others = templates.dropFirst().map { $0.value }
    if rows == nil, others.contains(where: { $0 != nil }) || store.contains("{") {
      throw ValidationError(
        "\(store): path templates need --features, such as --features '/{dataset}/feats'.")
    }
    if rows != nil, labels == nil {
      throw ValidationError(
        "--\(features == nil ? "logits" : "features") needs --labels, such as --labels '/{dataset}/y'."
      )
    }
  }

  /// The template of the features: without one of the source head's outputs, which stand in their place.
  private var rows: String? { features ?? logits }

  /// Opens the store, with the chosen models and datasets alone.
  ///
  /// - Throws: `StoreError`; ``NameError`` for a name that the store does not have.
  func opened() throws -> FeatureStore {
    let store = try FeatureStore(
      location, reading.options(models: models?.names, datasets: datasets?.names))
    for (noun, chosen, known) in [
      ("model", models, store.models), ("dataset", datasets, store.datasets),
    ] {
      for name in chosen?.names ?? [] where !known.contains(name) {
        throw NameError(name, noun: noun, place: self.store, known: known)
      }
    }
    return store.keeping(models: models?.names, datasets: datasets?.names)
  }

  private var location: StoreLocation {
    guard let rows, let labels else { return .file(store) }
    return .templates(
      StoreTemplates(
        files: store, features: rows, labels: labels, reference: reference,
        referenceMean: referenceMean, referenceStandardDeviation: referenceStd, logits: logits,
        referenceLabels: referenceLabels, randomFeatures: randomFeatures, images: images))
  }

  /// Options of templates, by their keys in a plan.
  private var templates: [(key: String, value: String?)] {
    [
      ("features", rows), ("labels", labels), ("reference", reference),
      ("reference_mean", referenceMean), ("reference_std", referenceStd), ("logits", logits),
      ("reference_labels", referenceLabels), ("random_features", randomFeatures),
      ("images", images),
    ]
  }

  /// The value of `store:` in a plan.
  ///
  /// - Parameter path: a path of the file system as the plan has it.
  func planValue(_ path: (String) -> String) -> String {
    guard rows != nil else { return PlanText.quoted(path(store)) }
    let entries: [(String, String?)] =
      [("files", path(store))]
      + templates.map { key, value in (key, value.map { StoreTemplates.inner($0, path) }) }
    let mapping = entries.compactMap { key, value in
      value.map { "\(key): \(PlanText.quoted($0))" }
    }
    return "{\(mapping.joined(separator: ", "))}"
  }

  /// The store as overrides of a plan.
  var planOverrides: [String] {
    let folder = FileManager.default.currentDirectoryPath
    let value = planValue { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
    return ["store=\(value)"] + reading.overrides
  }

  /// The same words for another command.
  var words: [String] {
    let options: [(String, String?)] =
      templates.map { ($0.key.replacingOccurrences(of: "_", with: "-"), $0.value) }
      + [
        ("models", models?.text),
        ("datasets", datasets?.text),
      ]
    return [store] + options.flatMap { name, value in value.map { ["--\(name)", $0] } ?? [] }
      + reading.words
  }
}
