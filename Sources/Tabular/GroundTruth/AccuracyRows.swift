import Wording

/// The accuracies of a source, row by row, with the names that it has.
struct AccuracyRows {
  private(set) var rows: [AccuracyRow] = []
  /// As met, perhaps repeatedly.
  private(set) var models: [String]
  private(set) var datasets: [String]
  /// What the table says of them besides: sentences.
  private(set) var remarks: [String] = []

  init(models: [String], datasets: [String]) {
    self.models = models
    self.datasets = datasets
  }

  mutating func add(_ row: AccuracyRow) { rows.append(row) }

  /// Each pair once: the mean of its rows, and their standard deviation (n - 1).
  func entries() -> [GroundTruth.Accuracy] {
    byPair().map { rows in
      let (mean, deviation) = Self.moments(rows.map(\.value))
      return GroundTruth.Accuracy(
        model: rows[0].model, dataset: rows[0].dataset, accuracy: mean,
        spread: rows.count == 1 ? rows[0].spread : deviation, rows: rows.count)
    }
  }

  /// - Throws: ``CSVError`` for a pair with two accuracies, of a source in which no column numbers
  ///   repetitions: one may be a slip or out of date, and their mean would hide it.
  func refuseContradictions(in name: String) throws {
    for rows in byPair() {
      guard let second = rows.first(where: { $0.value != rows[0].value }) else { continue }
      let first = rows[0]
      let lines = [first, second].compactMap(\.line).map { "\($0)" }
      throw CSVError(
        "\(name), lines \(listed(lines)): \(first.model) on \(first.dataset) has two accuracies,"
          + " \(first.text) and \(second.text), and no column tells them apart; keep the row that"
          + " counts. If they are repetitions, number them in a column seed.")
    }
  }

  /// The rows of each pair, in the order in which pairs are met.
  private func byPair() -> [[AccuracyRow]] {
    var groups: [[AccuracyRow]] = []
    var places: [[String]: Int] = [:]
    for row in rows {
      let pair = [row.model, row.dataset]
      if let place = places[pair] {
        groups[place].append(row)
      } else {
        places[pair] = groups.count
        groups.append([row])
      }
    }
    return groups
  }

  /// The mean and the standard deviation (n - 1; 0 for one value).
  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    guard values.count > 1 else { return (values[0], 0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}

extension AccuracyRows {
  /// A row per accuracy, with the columns model, dataset, accuracy, and perhaps std.
  init(tidy table: CSVTable, options: GroundTruthOptions) throws {
    let columns = try TidyColumns(table, better: options.better)
    self.init(models: [], datasets: [])
    var (modelForms, datasetForms) = (NameForms(source: table.name), NameForms(source: table.name))
    let comma = NumberComma.inFile(table.rows.map { table.text($0, columns.accuracy) })
    for row in table.rows {
      let model = table.text(row, columns.model)
      let dataset = table.text(row, columns.dataset)
      let cell = try table.accuracy(row, columns.accuracy, comma)
      if model.isEmpty || dataset.isEmpty {
        guard cell != nil else { continue }
        throw CSVError(
          "\(table.name), line \(row.line): an accuracy without a "
            + "\(model.isEmpty ? "model" : "dataset").")
      }
      try modelForms.add(model, "model")
      try datasetForms.add(dataset, "dataset")
      models.append(model)
      datasets.append(dataset)
      guard let cell else { continue }
      let stated = try columns.spread.flatMap { try table.accuracy(row, $0, comma)?.value }
      add(
        AccuracyRow(
          model: model, dataset: dataset, line: row.line,
          text: table.text(row, columns.accuracy), value: cell.value,
          spread: cell.spread ?? stated, isPercent: cell.isPercent))
    }
    let distinction = try RowDistinction(
      table, columns: columns, rows: rows, stated: options.repetitions)
    try distinction.check()
    remarks = MixedRows(
      table: table, rows: rows,
      taken: [columns.model, columns.dataset, columns.accuracy]
        + [columns.spread].compactMap(\.self)
        + (try options.repetitions.map { try table.requiredIndex(of: $0) })
    ).remarks()
    if !distinction.hasRepetitions { try refuseContradictions(in: table.name) }
  }

  /// A row per model, whose name is first, and a column per dataset.
  init(wide table: CSVTable) throws {
    guard table.header[0].lowercased() == "model", table.header.count > 1,
      table.header.dropFirst().allSatisfy({ !["accuracy", "score"].contains($0.lowercased()) })
    else { throw TidyColumns.missing("dataset", table) }
    let models = table.rows.map { table.text($0, 0) }
    let columns = try Self.datasetColumns(
      table, hasRepeatedModels: Set(models).count < models.count)
    self.init(models: models, datasets: columns.map { table.header[$0] })
    var modelForms = NameForms(source: table.name)
    var datasetForms = NameForms(source: table.name)
    for dataset in datasets { try datasetForms.add(dataset, "dataset") }
    let comma = NumberComma.inFile(
      table.rows.flatMap { row in columns.map { table.text(row, $0) } })
    for (row, model) in zip(table.rows, models) {
      guard !model.isEmpty else {
        throw CSVError("\(table.name), line \(row.line): a row without the name of a model.")
      }
      try modelForms.add(model, "model")
      for column in columns {
        guard let cell = try table.accuracy(row, column, comma) else { continue }
        add(
          AccuracyRow(
            model: model, dataset: table.header[column], line: row.line,
            text: table.text(row, column), value: cell.value, spread: cell.spread,
            isPercent: cell.isPercent))
      }
    }
    if columns.count == table.header.count - 1 { try refuseContradictions(in: table.name) }
  }

  /// All but the first; where models have several rows, without those that number them.
  ///
  /// - Throws: ``CSVError`` if such rows are told apart by what fine-tuning was done with.
  private static func datasetColumns(
    _ table: CSVTable, hasRepeatedModels: Bool
  ) throws -> [Int] {
    let columns = Array(table.header.indices.dropFirst())
    guard hasRepeatedModels else { return columns }
    if let column = columns.first(where: { ColumnKind(table.header[$0]) == .setting }) {
      throw CSVError(
        "\(table.name): models have several rows, which column '\(table.header[column])' tells apart; "
          + "keep the rows of one, without that column.")
    }
    return columns.filter { ColumnKind(table.header[$0]) != .repetition }
  }
}

extension CSVTable {
  /// - Throws: ``CSVError`` that names line, column and field.
  func accuracy(
    _ row: Row, _ column: Int, _ comma: NumberComma
  ) throws -> AccuracyCell? {
    do {
      return try AccuracyCell(text(row, column), comma: comma)
    } catch {
      throw CSVError(
        "\(name), line \(row.line), column '\(header[column])': '\(text(row, column))' "
          + "\(error.clause).")
    }
  }
}
