import Published
import Tabular
import Wording

/// What the images of datasets show, in a word each.
package struct DatasetDomains: Sendable, Equatable {
  private let named: [String: String]

  /// Of no dataset.
  package static let unknown = DatasetDomains(named: [:])

  private init(named: [String: String]) { self.named = named }

  /// Those of a built-in ground truth, where they are known.
  package init(_ datasets: [PublishedDataset]) {
    self.init(
      named: Dictionary(
        datasets.compactMap { one in one.domain.map { (one.dataset, $0) } },
        uniquingKeysWith: { first, _ in first }))
  }

  /// Reads `digits=handwriting,leaves=plants`.
  ///
  /// - Throws: ``TableError`` for what is no pair, and for a dataset that is named twice.
  package init(_ text: String) throws {
    var named: [String: String] = [:]
    for field in FieldList.fields(text) {
      let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw TableError(
          "'\(field)' is not a domain of a dataset; give DATASET=DOMAIN,DATASET=DOMAIN.")
      }
      guard named.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw TableError("'\(text)' names the domain of \(parts[0]) twice; give one.")
      }
    }
    self.init(named: named)
  }

  /// - Throws: ``TableError`` for a dataset that the accuracies have not.
  package func check(against truth: GroundTruth) throws {
    try UnknownDatasets.refuse(Array(named.keys), option: "--domains", truth)
  }

  /// These, and those of `other` where these have none.
  package func completed(by other: DatasetDomains) -> DatasetDomains {
    DatasetDomains(named: named.merging(other.named) { own, _ in own })
  }

  /// nil: unknown.
  func of(_ dataset: String) -> String? { named[dataset] }
}
