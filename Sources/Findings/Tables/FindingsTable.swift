import Ledger
import Wording

/// A table of results, before it is written as Markdown, LaTeX, CSV, JSON or text.
package struct FindingsTable: Sendable {
  /// Whether a cell is the best or second best of its column.
  package enum Mark: String, Sendable { case none, best, second }

  /// A number of the table.
  package struct Cell: Sendable {
    /// The mean; nil if there is none.
    package var value: Double?
    /// Over repetitions; nil with fewer than two.
    package var sd: Double?
    /// Seeds that the mean is over.
    package var repetitions: Int
    /// The lower end of the interval; nil without one.
    package var low: Double?
    /// The upper end.
    package var high: Double?
    /// Models whose scores are equal up to rounding.
    package var roundingTies: Int
    /// Whether it is the best or second best of its column.
    package var mark = Mark.none
    /// A difference: written with its sign.
    package var isDifference: Bool
    /// Models with an accuracy, the n of a correlation, and models with a score; nil for what is none.
    package var accuracies: Int?
    /// Of a mean: the fewest and the most models of a dataset.
    package var spread: ClosedRange<Int>?
    /// The fewest models that the value is over; nil if that is not known.
    package var models: Int?
    /// Of a mean or difference over fewer datasets than the table has: how many, of how many.
    package var coverage: (datasets: Int, of: Int)?
    /// Over fewer models than others of its column: shown, and never ranked.
    package var hasFewerModels = false
    /// A random order reaches as much more often than one time in twenty.
    package var isWithinChance = false
    /// Not the best, and not told apart from it by the interval of the difference over datasets.
    package var isLikeBest = false
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

    /// Of a mean over datasets, what it is over; ``accuracies`` is the sum, which tells means over other
    /// models apart.
    mutating func count(_ entries: [ResultGrid.Entry?]) {
      let counts = entries.compactMap { $0?.accuracies }
      accuracies = counts.reduce(0, +)
      if let least = counts.min(), let most = counts.max() { spread = least...most }
    }

    /// The fewest models with an accuracy, of a mean those of a dataset.
    var fewestAccuracies: Int? { spread?.lowerBound ?? accuracies }

    /// What n is shown as: "4", or "3 to 5".
    var modelText: String {
      guard let spread else { return "\(accuracies ?? 0)" }
      return spread.count == 1
        ? "\(spread.lowerBound)" : "\(spread.lowerBound) to \(spread.upperBound)"
    }

    /// The cell of results; empty without any.
    package init(_ entry: ResultGrid.Entry?) {
      self.init(
        value: entry?.mean, sd: entry?.sd, repetitions: entry?.values.count ?? 0, low: entry?.low,
        high: entry?.high, roundingTies: entry?.roundingTies ?? 0)
      accuracies = entry?.accuracies
      models = entry?.models
      missing = entry.map(\.missing) ?? .notRun
    }
  }

  /// A row with its labels.
  package struct Row: Sendable {
    /// One for each label column.
    package var labels: [String]
    /// One for each column.
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

  /// What the table shows.
  package var caption: String
  /// What \ref takes.
  package var label: String
  /// The headings of the labels.
  package var labelColumns: [String]
  /// The headings of the cells.
  package var columns: [String]
  /// What the columns are, where their heads are bare values: "step size".
  package var columnTitle: String?
  /// From top to bottom.
  package var rows: [Row]
  /// Sentences under the table.
  package var notes: [String]
  /// Decimals.
  package var digits = 3
  /// Of every column but those of ``lowerColumns``.
  package var better = ResultValue.Better.higher
  /// Columns in which lower is better although ``better`` says higher.
  package var lowerColumns: Set<Int> = []
  /// Whether intervals are written behind the values.
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

  /// Marks the best and the second value of each column, as printed: values that round to the same
  /// digits share a mark.
  package mutating func markBest() {
    for column in columns.indices {
      let printed = rows.map { row -> Double? in
        let cell = row.cells[column]
        guard !row.isPublished, !row.isUnranked, !cell.hasFewerModels, cell.coverage == nil,
          let value = cell.value
        else { return nil }
        return Double(Printed.fixed(value, decimals: digits))
      }
      let isLower = better == .lower || lowerColumns.contains(column)
      let distinct = Set(printed.compactMap { $0 }).sorted { isLower ? $0 < $1 : $0 > $1 }
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
