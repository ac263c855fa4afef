import Tabular

/// Which end of the accuracies of a score table is best: as its column lower_is_better says, or the user.
enum ScoreDirection {
  private static let words = ["1": true, "true": true, "0": false, "false": false]

  /// - Throws: ``CSVError`` for another word than 0, 1, true and false, for rows that differ, and if the
  ///   user says otherwise.
  static func of(
    _ table: CSVTable, stated: GroundTruth.Better?
  ) throws -> GroundTruth.Better {
    guard let column = table.index(of: ScoreColumns.lower) else { return stated ?? .higher }
    var found: (isLower: Bool, line: Int)?
    for row in table.rows {
      let text = table.text(row, column)
      guard let isLower = words[text.lowercased()] else {
        throw CSVError(
          "\(table.name), line \(row.line), column '\(ScoreColumns.lower)': '\(text)' is not 0, 1, "
            + "true or false.")
      }
      if let found, found.isLower != isLower {
        throw CSVError(
          "\(table.name): lower is better in line \(isLower ? row.line : found.line), higher in line "
            + "\(isLower ? found.line : row.line) (column '\(ScoreColumns.lower)'); correlate the "
            + "rows of one kind.")
      }
      found = found ?? (isLower, row.line)
    }
    let own: GroundTruth.Better = found?.isLower == true ? .lower : .higher
    guard let stated, stated != own else { return own }
    throw CSVError(
      "\(table.name): the column '\(ScoreColumns.lower)' says that \(own.rawValue) is better, but "
        + "--better says \(stated.rawValue); leave one out.")
  }

  private static let columns: Set<String> = [
    "higher_is_better", "greater_is_better", "direction", "mode", "optimize",
  ]
  private static let lowering: Set<String> = [
    "0", "false", "no", "lower", "min", "minimize", "minimise", "down", "\u{2193}",
  ]

  /// What a table says of metrics of which lower is better, while higher scores rank first: sentences.
  static func remarks(_ table: CSVTable, metrics: [String]) -> [String] {
    let named = Set(metrics.filter { $0.contains("\u{2193}") }).sorted().map {
      "the name of the metric '\($0)'"
    }
    let marked = table.header.indices.filter { columns.contains(table.header[$0].lowercased()) }
      .filter { column in
        table.rows.contains { lowering.contains(table.text($0, column).lowercased()) }
      }.map { "the column '\(table.header[$0])'" }
    return (named + marked).map {
      "\(table.name): \($0) says that lower is better, but higher scores rank first; negate those scores."
    }
  }
}
