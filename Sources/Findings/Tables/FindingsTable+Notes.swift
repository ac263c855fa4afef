import Wording

/// The sentences under a table that its cells call for.
extension FindingsTable {
  /// Adds the sentences that the cells call for: rounding ties, repetitions, published rows.
  package mutating func addCellNotes() {
    addModelNotes()
    addMissingNotes()
    addMarkNotes()
    if rows.contains(where: \.isPublished) {
      notes.append(
        "Published rows are the numbers of the PED repository's README (other models and data "
          + "than ours); they are not marked.")
    }
    if showsIntervals {
      notes.append("Brackets: 95 % intervals over models (jackknife).")
    }
  }

  /// Says what the marks beside values are.
  package mutating func addMarkNotes() {
    let cells = cellsWithValues
    notes += Self.marks.filter { cells.contains(where: $0.isOn) }.map(\.sentence)
  }

  /// Leaves out notes on marks that the table does not have, because the columns with them are not
  /// shown.
  package mutating func dropMarkNotes() {
    let cells = cellsWithValues
    let idle = Set(Self.marks.filter { !cells.contains(where: $0.isOn) }.map(\.sentence))
    notes.removeAll(where: idle.contains)
  }

  /// Marks stand beside values only.
  private var cellsWithValues: [Cell] {
    rows.flatMap(\.cells).filter { $0.value.map { !$0.isNaN } ?? false }
  }

  /// In the order of their sentences.
  private static let marks: [(sentence: String, isOn: @Sendable (Cell) -> Bool)] = [
    (
      "(n/m): over the n of m that have a value; a difference, over those where both are over as many "
        + "models.", { $0.coverage != nil }
    ),
    (
      "~ some models' scores are equal up to rounding: their ranks, and so this value, are "
        + "partly noise.", { $0.roundingTies > 0 }
    ),
    (
      "° within chance: a random order reaches as much more than one time in twenty.",
      \.isWithinChance
    ),
    (
      "≈ not told apart from the best: the 95 % interval of the difference holds 0 (of a mean over "
        + "datasets, of a dataset over its models), or there are too few for one.", \.isLikeBest
    ),
    (
      "± is the standard deviation over repetitions (their number in parentheses).",
      { $0.sd != nil }
    ),
  ]

  /// Finds the cells that are over fewer models than others of their column. Call it before
  /// ``markBest()``.
  package mutating func findFewerModels() {
    for column in columns.indices {
      let most = rows.compactMap { $0.cells[column].accuracies }.max() ?? 0
      for row in rows.indices {
        guard let own = rows[row].cells[column].accuracies, own < most else { continue }
        rows[row].cells[column].hasFewerModels = true
      }
    }
  }

  /// Of a table whose rows compare: finds the cells that are over fewer models than others of their row, and
  /// where there are some says so.
  package mutating func markFewerModels() {
    for row in rows.indices {
      let most = rows[row].cells.compactMap(\.accuracies).max() ?? 0
      for column in columns.indices {
        guard let own = rows[row].cells[column].accuracies, own < most else { continue }
        rows[row].cells[column].hasFewerModels = true
      }
    }
    if rows.contains(where: { $0.cells.contains(where: \.hasFewerModels) }) {
      notes.append(
        "(n = ...): over fewer models than others of the row, with which it does not compare.")
    }
  }

  /// How many models the correlations are over: once if all are over the same, else by column.
  private mutating func addModelNotes() {
    let groups = columns.indices.map { column in
      rows.map { $0.cells[column] }.filter { $0.value != nil && $0.models != nil }
    }
    let counts = groups.joined().map { ModelCount($0) }
    guard let first = counts.first else { return }
    if Set(counts).count == 1 {
      notes.append("\(first.sentence).")
    } else {
      let parts = zip(columns, groups).compactMap { column, cells -> String? in
        let counts = Set(cells.map { ModelCount($0) }).sorted()
        guard let low = counts.first, let high = counts.last else { return nil }
        return "\(column) " + (low == high ? low.text : "\(low.text) to \(high.text)")
      }
      notes.append("n, models with an accuracy: \(parts.joined(separator: ", ")).")
    }
    if rows.contains(where: { $0.cells.contains(where: \.hasFewerModels) }) {
      notes.append(
        "(n = ...): over fewer models than others of the column, so it is not ranked among them.")
    }
  }

  /// For each reason, the rows and columns without a value.
  private mutating func addMissingNotes() {
    var places: [MissingValue: [(row: String, columns: [String])]] = [:]
    var order: [MissingValue] = []
    for row in rows {
      for reason in Self.unique(row.cells.compactMap(\.missing)) {
        if places[reason] == nil { order.append(reason) }
        let missing = zip(columns, row.cells).filter { $0.1.missing == reason }.map(\.0)
        places[reason, default: []].append((row.labels.joined(separator: ", "), missing))
      }
    }
    for reason in order {
      let texts = (places[reason] ?? []).map { "\($0.row) (\(listed($0.columns)))" }
      notes.append("— \(listed(texts)): \(reason.sentence)")
    }
  }

  private static func unique(_ reasons: [MissingValue]) -> [MissingValue] {
    var seen: Set<MissingValue> = []
    return reasons.filter { seen.insert($0).inserted }
  }
}
