/// A table of results, before it is written as Markdown, LaTeX, CSV, JSON or text.
package struct FindingsTable: Sendable {
  package enum Mark: String, Sendable { case none, best, second }

  package struct Cell: Sendable, Equatable {
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
        guard !row.isPublished, !row.isUnranked, let value = row.cells[column].value else {
          return nil
        }
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

  /// Adds the sentences that the cells call for: rounding ties, repetitions, published rows.
  package mutating func addCellNotes() {
    let cells = rows.flatMap(\.cells)
    if cells.contains(where: { $0.roundingTies > 0 }) {
      notes.append(
        "~ some models' scores are equal up to rounding: their ranks, and so this value, are "
          + "partly noise.")
    }
    if cells.contains(where: { $0.sd != nil }) {
      notes.append("± is the standard deviation over repetitions (their number in parentheses).")
    }
    if rows.contains(where: \.isPublished) {
      notes.append(
        "Published rows are the numbers of the PED repository's README (other models and data "
          + "than ours); they are not marked.")
    }
    if showsIntervals {
      notes.append("Brackets: 95 % bootstrap intervals over models (BCa, 10,000 resamples).")
    }
  }
}
