import FeatureStore
import Foundation

extension Plan {
  /// Where the store lies; relative paths start at the plan's folder.
  package var storeLocation: StoreLocation {
    switch store {
    case .file(let path): .file(resolved(path))
    case .templates(let templates):
      .templates(
        StoreTemplates(
          files: resolved(templates["files"] ?? ""), features: templates["features"] ?? "",
          labels: templates["labels"] ?? "", reference: templates["reference"],
          referenceMean: templates["reference_mean"],
          referenceStandardDeviation: templates["reference_std"], logits: templates["logits"]))
    }
  }

  /// The store as the plan's reader knows it, for messages.
  package var storeName: String { storeLocation.description }

  package var groundTruthPath: String? { groundTruth.map(resolved) }

  private func resolved(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~") { return (path as NSString).expandingTildeInPath }
    return URL(fileURLWithPath: folder).appendingPathComponent(path).standardizedFileURL.path
  }
}
