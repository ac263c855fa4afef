/// A dataset of a built-in ground truth: a row of datasets.csv, where it is the same in all hubs.
package struct PublishedDataset: Sendable {
  /// Its name in the ground truth.
  package let dataset: String
  /// What is in its images: "fine-grained animals".
  package let domain: String?
  /// How many there are.
  package let classes: Int?
  /// Of the usual split; nil where repositories differ.
  package let testImages: Int?

  private static let rows: [String: PublishedTable.Row] = {
    var rows: [String: PublishedTable.Row] = [:]
    for row in PublishedTable(EmbeddedText.datasets_csv, "datasets.csv").rows {
      rows[row["dataset"]] = row
    }
    return rows
  }()

  init(_ dataset: String) {
    self.dataset = dataset
    let row = Self.rows[dataset.lowercased()]
    domain = row.map { $0["domain"] }
    classes = row.flatMap { Int($0["classes"]) }
    testImages = row.flatMap { Int($0["test_images"]) }
  }
}
