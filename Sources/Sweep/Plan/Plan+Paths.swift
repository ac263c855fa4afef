import FeatureStore
import Foundation
import Published

extension Plan {
  /// Where the store lies; relative paths start at the plan's folder.
  package var storeLocation: StoreLocation {
    switch store {
    case .file(let path): .file(resolved(path))
    case .templates(let templates):
      .templates(
        StoreTemplates(
          files: templates["files"] ?? "", features: templates["features"] ?? "",
          labels: templates["labels"] ?? "", reference: templates["reference"],
          referenceMean: templates["reference_mean"],
          referenceStandardDeviation: templates["reference_std"], logits: templates["logits"],
          referenceLabels: templates["reference_labels"],
          randomFeatures: templates["random_features"], images: templates["images"]
        ).relative(to: resolved))
    }
  }

  /// How the store is read: as the plan says, with its lists of names.
  package var storeOptions: ReadingOptions {
    var options = reading
    options.models = models?.map(\.value)
    options.datasets = datasets?.map(\.value)
    return options
  }

  /// The store as the plan's reader knows it, for messages.
  package var storeName: String { storeLocation.description }

  /// The CSV of accuracies, absolute; nil where the store's own are used, or built-in ones.
  package var groundTruthPath: String? {
    truth.file.flatMap { BuiltInGroundTruth(rawValue: $0) == nil ? resolved($0) : nil }
  }

  /// Where the plan is computed, with its paths resolved.
  package var resolvedExecutor: ExecutorChoice {
    var choice = executor
    choice.options.template = choice.options.template.map(resolved)
    choice.options.folder = choice.options.folder.map(resolved)
    return choice
  }

  private func resolved(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~") { return (path as NSString).expandingTildeInPath }
    return URL(fileURLWithPath: folder).appendingPathComponent(path).standardizedFileURL.path
  }
}
