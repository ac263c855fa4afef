/// A table of results, before it is written as Markdown, LaTeX, CSV, JSON or text.
package struct FindingsTable: Sendable {
  package enum Mark: String, Sendable { case none, best, second }

  package struct Cell: Sendable {
    package var value: Double?
    /// Over repetitions; nil with fewer than two.
    package var sd: Double?
    package var repetitions: Int
    package var low: Double?
    package var high: Double?
    /// Models whose scores are equal up to rounding.
    package var roundingTies: Int
    package var mark = Mark.none
    /// A difference: written with its sign.
    package var isDifference: Bool
    /// Models with an accuracy, the n of a correlation, and models with a score; nil for what is none.
    package var accuracies: Int?
    package var models: Int?
    /// Of a mean or difference over fewer datasets than the table has: how many, of how many.
    package var coverage: (datasets: Int, of: Int)?
    /// Over fewer models than others of its column: shown, and never ranked.
    package var hasFewerModels = false
    /// Why there is no value; nil where there is one or none is expected.
    package var missing: MissingValue?

    package init(
      value: Double?, sd: Double? = nil, repetitions: Int = 1, low: Double? = nil,
      high: Double? = nil, roundingTies: Int = 0, isDifference: Bool = false
    ) {
      self.value = value
      self.sd = sd
      self.repetitions = repetitions
      self.low = low
      self.high = high
      self.roundingTies = roundingTies
      self.isDifference = isDifference
    }

    package init(_ entry: ResultGrid.Entry?) {
      self.init(
        value: entry?.mean, sd: entry?.sd, repetitions: entry?.values.count ?? 0, low: entry?.low,
        high: entry?.high, roundingTies: entry?.roundingTies ?? 0)
      accuracies = entry?.accuracies
      models = entry?.models
      missing = entry.map(\.missing) ?? .notRun
    }
  }

  package struct Row: Sendable {
    package var labels: [String]
    package var cells: [Cell]
    /// A published number: shown beside ours, never marked as best.
    package var isPublished = false
    /// Not in the running for best and second: differences, choices made by the numbers shown.
    package var isUnranked = false
    /// A rule is drawn where this changes.
    package var section = 0

    package init(
      labels: [String], cells: [Cell], isPublished: Bool = false, isUnranked: Bool = false,
      section: Int = 0
    ) {
      self.labels = labels
      self.cells = cells
      self.isPublished = isPublished
      self.isUnranked = isUnranked
      self.section = section
    }
  }

  package var caption: String
  /// What \ref takes.
  package var label: String
  package var labelColumns: [String]
  package var columns: [String]
  package var rows: [Row]
  /// Sentences under the table.
  package var notes: [String]
  package var digits = 3
  package var showsIntervals = false

  package init(
    caption: String, label: String, labelColumns: [String], columns: [String], rows: [Row],
    notes: [String] = []
  ) {
    self.caption = caption
    self.label = label
    self.labelColumns = labelColumns
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// Marks the best and the second value of each column (higher is better), as printed: values
  /// that round to the same digits share a mark.
  package mutating func markBest() {
    for column in columns.indices {
      let printed = rows.map { row -> Double? in
        let cell = row.cells[column]
        guard !row.isPublished, !row.isUnranked, !cell.hasFewerModels, cell.coverage == nil,
          let value = cell.value
        else { return nil }
        return Double(Decimal.text(value, digits: digits))
      }
      let distinct = Set(printed.compactMap { $0 }).sorted(by: >)
      for index in rows.indices {
        guard let value = printed[index], distinct.count > 1 else { continue }
        rows[index].cells[column].mark =
          value == distinct[0] ? .best : value == distinct[1] ? .second : .none
      }
    }
  }

  /// Calls models, datasets and methods in labels and columns what `names` says.
  package mutating func rename(_ names: [String: String]) {
    guard !names.isEmpty else { return }
    columns = columns.map { names[$0] ?? $0 }
    for row in rows.indices { rows[row].labels = rows[row].labels.map { names[$0] ?? $0 } }
  }
}
