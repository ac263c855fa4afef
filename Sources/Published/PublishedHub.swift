import Tabular

/// What is known of a ground truth that comes with the binary: a row of hubs.csv.
package struct PublishedHub: Sendable {
  /// As `--truth` has it.
  package let name: String
  /// "12 self-supervised ResNet-50 x 11 datasets"
  package let title: String
  /// What the numbers are: accuracy, AUC, a caption metric.
  package let quantity: String
  /// percent or fraction
  package let unit: String
  /// How models were adapted before they were measured.
  package let method: String
  /// Of the repository the numbers are from, or that it has none.
  package let licence: String
  /// Repository, file and commit.
  package let source: String

  private static let all: [String: PublishedHub] = {
    var hubs: [String: PublishedHub] = [:]
    for row in PublishedTable(EmbeddedText.hubs_csv, "hubs.csv").rows {
      hubs[row["name"]] = PublishedHub(
        name: row["name"], title: row["title"], quantity: row["quantity"], unit: row["unit"],
        method: row["method"], licence: row["licence"], source: row["source"])
    }
    return hubs
  }()

  static func named(_ name: String) -> PublishedHub {
    guard let hub = all[name] else { preconditionFailure("hubs.csv has no row \(name)") }
    return hub
  }
}
