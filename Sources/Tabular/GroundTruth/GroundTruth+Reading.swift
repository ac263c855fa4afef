import Wording

extension GroundTruth {
  /// Reads a CSV file, tidy or wide.
  ///
  /// - Throws: ``InputFileError`` if it is not a regular file of UTF-8 text; ``CSVError`` as
  ///   ``init(_:options:)``.
  package init(file path: String, options: GroundTruthOptions = GroundTruthOptions()) throws {
    try self.init(CSVTable(text: InputFile.text(path), name: path), options: options)
  }

  /// Reads a tidy table (model, dataset, accuracy, perhaps std; a row per pair, or several, of
  /// which the mean is taken) or a wide one (`model` first, then a column per dataset).
  ///
  /// A field may be `94.2`, `94.2%` or `94.2 ± 0.3`; an empty one, NA or NaN is no accuracy. Other
  /// columns of a tidy table are ignored.
  ///
  /// - Throws: ``CSVError`` that names line, column and value: a missing column, a value that is
  ///   not a number or not finite, percent beside fractions, rows of one pair that another column
  ///   tells apart, two names that differ by Unicode normalisation only.
  package init(_ table: CSVTable, options: GroundTruthOptions = GroundTruthOptions()) throws {
    let isWide = table.index(of: "dataset") == nil
    if isWide { try Self.refuse(repetitions: options.repetitions, name: table.name) }
    let rows =
      try isWide
      ? AccuracyRows(wide: table) : AccuracyRows(tidy: table, options: options)
    let remarks = table.remarks + (isWide ? [] : Self.contradiction(table, options.better))
    try self.init(rows, name: table.name, options: options, remarks: remarks)
  }

  /// Reads a matrix of accuracies: `values[m * datasets.count + d]`, NaN where there is none.
  ///
  /// - Throws: ``CSVError``: a name that is there twice, an infinite value, percent beside
  ///   fractions.
  package init(
    matrix values: [Double], models: [String], datasets: [String], name: String,
    options: GroundTruthOptions = GroundTruthOptions()
  ) throws {
    try Self.refuse(repetitions: options.repetitions, name: name)
    precondition(values.count == models.count * datasets.count, "\(values.count) accuracies")
    for (noun, names) in [("model", models), ("dataset", datasets)] {
      var forms = NameForms(source: name)
      var known: Set<String> = []
      for one in names {
        try forms.add(one, noun)
        guard known.insert(one).inserted else {
          throw CSVError("\(name): the \(noun) \"\(one)\" is named twice; a name may stand once.")
        }
      }
    }
    var rows = AccuracyRows(models: models, datasets: datasets)
    for (index, value) in values.enumerated() where !value.isNaN {
      let (model, dataset) = (models[index / datasets.count], datasets[index % datasets.count])
      guard value.isFinite else {
        throw CSVError(
          "\(name): the accuracy of \(model) on \(dataset) is \(value); a finite number is allowed, "
            + "or NaN for none.")
      }
      rows.add(
        .init(
          model: model, dataset: dataset, line: nil, text: Printed.exact(value), value: value,
          spread: nil, isPercent: false))
    }
    try self.init(rows, name: name, options: options)
  }

  /// How far one unit holds.
  enum UnitScope { case source, dataset }

  init(
    _ rows: AccuracyRows, name: String, options: GroundTruthOptions, remarks: [String] = [],
    oneUnitIn scope: UnitScope = .source
  ) throws {
    let values = rows.rows.map(\.placed)
    let unit =
      switch scope {
      case .source:
        try AccuracyUnit.judged(
          values, stated: options.unit, isError: options.better == .lower, source: name)
      case .dataset:
        try AccuracyUnit.judgedByDataset(values, stated: options.unit, source: name)
      }
    let entries = rows.entries()
    self.init(
      name: name, unit: unit, better: options.better, entries: entries, models: rows.models,
      datasets: rows.datasets,
      remarks: remarks + rows.remarks + Self.remarks(on: entries, name: name)
        + LikeNames.remarks(on: GroundTruth(name: name, entries: entries))
        + (options.better == .higher && options.unit != .other
          ? AccuracyDoubts.remarks(on: rows.rows, name: name) : []))
  }

  /// That a column called accuracy is taken for errors. Scores as they are exported keep both so.
  private static func contradiction(_ table: CSVTable, _ better: Better) -> [String] {
    guard better == .lower, table.index(of: "accuracy") != nil,
      table.index(of: "lower_is_better") == nil
    else { return [] }
    return [
      "\(table.name): lower counts as better, as was asked, though the column is called accuracy; errors "
        + "may stand in a column error, rmse, mae or loss."
    ]
  }

  private static func refuse(repetitions: [String], name: String) throws {
    guard !repetitions.isEmpty else { return }
    throw CSVError(
      "\(name): repetitions names columns of a tidy table (model,dataset,accuracy), which this is not."
    )
  }

  private static func remarks(on entries: [Accuracy], name: String) -> [String] {
    let several = entries.filter { $0.rows > 1 }
    guard let most = several.map(\.rows).max(), let least = several.map(\.rows).min() else {
      return []
    }
    let few = several.count <= 3 && several.count < entries.count
    let which = few ? ": " + listed(several.map { "\($0.model) on \($0.dataset)" }) : ""
    return [
      "\(name): \(several.count) of \(counted(entries.count, "pair")) "
        + "\(several.count == 1 ? "has" : "have") several rows "
        + "(\(least == most ? "\(most)" : "\(least) to \(most)") each)\(which); the accuracy of a pair "
        + "is their mean, and their standard deviation is kept."
    ]
  }
}
