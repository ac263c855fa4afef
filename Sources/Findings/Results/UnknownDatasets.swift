import Tabular
import Wording

/// Datasets that an option names.
enum UnknownDatasets {
  /// - Throws: ``TableError`` for the first, in the order of names, that the accuracies have not.
  static func refuse(_ names: [String], option: String, _ truth: GroundTruth) throws {
    guard let unknown = names.sorted().first(where: { !truth.datasets.contains($0) }) else {
      return
    }
    throw TableError(
      "\(option): \(truth.name) has no dataset '\(unknown)'; it has \(listed(truth.datasets, limit: 20))."
    )
  }
}
