import Ledger
import Published

/// The shape in which a paper of the field prints its main table: which statistic, what the rows are, how
/// many digits. The numbers are those of the experiment, never the paper's.
package struct TablePreset: Sendable {
  /// What the rows and columns are.
  package enum Layout: String, Sendable {
    /// A row a method, a column a dataset, and the mean.
    case methods
    /// A row a dataset, a column a method.
    case datasets
    /// A row a dataset and statistic, a column a method.
    case statistics
    /// A row a method, a column the mean of a statistic.
    case means
  }

  /// As `--preset` takes it.
  package let name: String
  /// The paper.
  package let paper: String
  /// In the order of the table.
  package let statistics: [ResultValue]
  /// What its rows and columns are.
  package let layout: Layout
  /// Decimals.
  package let digits: Int
  /// What values are multiplied by.
  package let factor: Double
  /// Rows with the difference that PED makes.
  package let showsDifferences: Bool
  /// Whether the mean over datasets has a column, or a row.
  package let showsMean: Bool
  /// What was compared with the paper's code or pages; empty where nothing could be.
  package let checked: String

  /// A row of presets.csv.
  private init(_ row: PublishedTable.Row) {
    guard let layout = Layout(rawValue: row["layout"]), let digits = Int(row["digits"]),
      let factor = Double(row["factor"])
    else { preconditionFailure("presets.csv: the row \(row["name"]) cannot be read") }
    name = row["name"]
    paper = row["paper"]
    statistics = row["statistics"].split(separator: " ").map { name in
      guard let statistic = ResultValue.named(String(name)) else {
        preconditionFailure("presets.csv names \(name), which is no statistic")
      }
      return statistic
    }
    self.layout = layout
    self.digits = digits
    self.factor = factor
    showsDifferences = row["differences"] == "yes"
    showsMean = row["mean"] == "yes"
    checked = row["checked"]
  }

  /// In the order of the documentation.
  package static let all: [TablePreset] =
    PublishedTable(EmbeddedText.presets_csv, "presets.csv").rows.map(TablePreset.init)

  /// nil if there is none.
  package static func named(_ name: String) -> TablePreset? { all.first { $0.name == name } }

  /// "weighted Kendall tau; one row per method, one column per dataset; 3 decimals".
  package var shape: String {
    let rows =
      switch layout {
      case .methods:
        "one row per method, one column per dataset" + (showsMean ? ", and the mean" : "")
      case .datasets: "one row per dataset, one column per method"
      case .statistics: "one row per dataset and statistic, one column per method"
      case .means: "one row per method, the mean over datasets"
      }
    let titles = statistics.map(\.title).joined(separator: ", ")
    let scale = factor == 1 ? "" : ", times \(Int(factor))"
    return "\(titles)\(scale); \(rows); \(digits == 1 ? "1 decimal" : "\(digits) decimals")"
      + (showsDifferences ? "; the difference that PED makes" : "")
  }
}
