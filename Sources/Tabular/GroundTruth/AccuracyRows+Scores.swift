extension AccuracyRows {
  /// The column accuracy of a table of scores, in which a pair is in a row for each metric and run.
  ///
  /// - Throws: ``CSVError`` for a pair with two accuracies, with both lines.
  init(scores table: CSVTable) throws {
    let columns = (
      model: try table.requiredIndex(of: "model"), dataset: try table.requiredIndex(of: "dataset"),
      accuracy: try table.requiredIndex(of: "accuracy")
    )
    self.init(
      models: table.rows.map { table.text($0, columns.model) },
      datasets: table.rows.map { table.text($0, columns.dataset) })
    let comma = NumberComma.inFile(table.rows.map { table.text($0, columns.accuracy) })
    var known: [[String]: AccuracyRow] = [:]
    for row in table.rows {
      guard let cell = try table.accuracy(row, columns.accuracy, comma) else { continue }
      let one = AccuracyRow(
        model: table.text(row, columns.model), dataset: table.text(row, columns.dataset),
        line: row.line, text: table.text(row, columns.accuracy), value: cell.value,
        spread: cell.spread, isPercent: cell.isPercent)
      let pair = [one.model, one.dataset]
      guard let earlier = known[pair] else {
        known[pair] = one
        add(one)
        continue
      }
      guard earlier.value != one.value else { continue }
      throw CSVError(
        "\(table.name): model '\(one.model)' on dataset '\(one.dataset)' has the accuracy "
          + "'\(earlier.text)' in line \(earlier.line ?? 0), but '\(one.text)' in line \(row.line); it "
          + "has one. Keep rows that belong to the same fine-tuning, or give the accuracies with "
          + "--truth.")
    }
  }
}

extension GroundTruth {
  /// Reads the column `accuracy` of a table of scores, whose rows may repeat a pair.
  ///
  /// - Throws: ``CSVError`` as ``init(_:options:)``, and for a pair with two accuracies.
  package init(scores table: CSVTable, options: GroundTruthOptions) throws {
    try self.init(
      AccuracyRows(scores: table), name: table.name, options: options, oneUnitIn: .dataset)
  }
}
