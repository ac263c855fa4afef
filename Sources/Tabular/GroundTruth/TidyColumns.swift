/// Where a tidy table of accuracies has what.
struct TidyColumns {
  let model: Int
  let dataset: Int
  let accuracy: Int
  /// std, sd or spread; nil without one.
  let spread: Int?

  private static let errors = ["error", "rmse", "mae", "loss"]

  /// - Throws: ``CSVError`` for a missing column, which says how the table may look.
  init(_ table: CSVTable, better: GroundTruth.Better) throws {
    func index(_ name: String) throws -> Int {
      guard let index = table.index(of: name) else { throw Self.missing(name, table) }
      return index
    }
    model = try index("model")
    dataset = try index("dataset")
    let error = Self.errors.lazy.compactMap { table.index(of: $0) }.first
    if let accuracy = table.index(of: "accuracy") {
      self.accuracy = accuracy
    } else if let error {
      guard better == .lower else {
        throw CSVError(
          "\(table.name): no column 'accuracy'. If the column '\(table.header[error])' is the "
            + "result of fine-tuning, say that lower is better (better: lower).")
      }
      accuracy = error
    } else {
      throw Self.missing("accuracy", table)
    }
    spread = ["std", "sd", "spread"].lazy.compactMap { table.index(of: $0) }.first
  }

  static func missing(_ column: String, _ table: CSVTable) -> CSVError {
    CSVError(
      "\(table.name): no column '\(column)'; the columns are "
        + "\(table.header.joined(separator: ", ")). Accuracies are model,dataset,accuracy, or "
        + "'model' first and a column per dataset.")
  }
}
