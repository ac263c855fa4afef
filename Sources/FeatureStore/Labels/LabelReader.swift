internal import LinearAlgebra
internal import Tabular

/// Reads labels in the forms in which people store them, and says which one it was.
///
/// Vectors ([N], [N, 1], [1, N]) of integers, whole floats, truth values, named integers or text are
/// classes; matrices of one-hot rows are, too. Other floats, and 0/1 matrices with several ones a
/// row, are targets. Values that mark rows without a label are refused unless they are listed.
struct LabelReader {
  let dataset: HDF5Dataset
  let options: ReadingOptions
  /// Names of the classes that lie elsewhere (the categories of a categorical column).
  var categories: [String]?

  var place: String { dataset.description.place }

  func labels() throws -> Labels {
    let shape = dataset.description.shape
    let axes = MatrixView.squeezed(shape)
    switch (shape.count, axes.count) {
    case (1, _): return try vector(shape[0])
    case (_, 2):
      let (rows, columns) = (shape[axes[0]], shape[axes[1]])
      if columns == 1 { return try vector(rows) }
      if rows == 1 { return try vector(columns) }
      return try LabelMatrix(reader: self, rows: rows, columns: columns).labels()
    default:
      throw StoreError(
        "\(place) has shape \(shape); labels are [N], one for each row, or [N, K] (one-hot rows or"
          + " targets).")
    }
  }

  // MARK: - Vectors

  private func vector(_ count: Int) throws -> Labels {
    if options.labelsAre == .targets { return try targets(rows: count, columns: 1) }
    let names = try classNames()
    switch dataset.description.type {
    case .integer(_, let isSigned, _):
      let levels =
        try isSigned
        ? LabelLevels(integers: dataset.integers().map { Int($0) })
        : LabelLevels(unsigned: dataset.unsignedIntegers())
      return try classes(levels, names, "are integers, one class a row")
    case .enumeration:
      let levels = LabelLevels(integers: try dataset.integers().map { Int($0) })
      return try classes(
        levels, try enumerationNames(levels) ?? names,
        "are truth values or named integers, one class a row")
    case .text:
      return try classes(
        LabelLevels(texts: try dataset.texts()), names, "are text, each text a class")
    case .float: return try floats(count, names)
    case .other(let name, _) where name.hasPrefix("float"): return try floats(count, names)
    case .other(let name, _):
      throw StoreError(
        "\(place) holds \(name); labels are integers, text or truth values [N], whole numbers as"
          + " floats [N], one-hot rows [N, C], or real-valued targets.")
    }
  }

  private func floats(_ count: Int, _ names: [String]?) throws -> Labels {
    let values = try dataset.doubles()
    let ignoresNaN = options.ignoredLabels.contains(where: \.isNaN)
    if let row = values.firstIndex(where: { $0.isNaN }), !ignoresNaN {
      throw notANumber(row: row, column: nil, values)
    }
    let known = values.filter { !$0.isNaN }
    guard known.allSatisfy({ Int(exactly: $0) != nil }) else {
      guard options.labelsAre == .auto else {
        throw StoreError(
          "\(place) holds numbers that are not whole, such as"
            + " \(known.first { Int(exactly: $0) == nil } ?? 0), which cannot be classes"
            + " (labels_are: classes).")
      }
      return try targets(rows: count, columns: 1)
    }
    let texts = values.map { $0.isNaN ? "nan" : "\(Int($0))" }
    let levels =
      known.count == values.count
      ? LabelLevels(integers: known.map { Int($0) }) : LabelLevels(numbersAndNaN: texts)
    return try classes(
      levels, names,
      "are whole numbers stored as \(dataset.description.type.name), read as classes, one a row"
        + " (labels_are: targets makes them targets)")
  }

  // MARK: - Classes and targets

  func classes(_ levels: LabelLevels, _ names: [String]?, _ reading: String) throws -> Labels {
    let ignored = Set(options.ignoredLabels.flatMap(\.spellings))
    let doubts = try LabelDoubts(levels, place: place, ignored: ignored, dataset)
    try doubts.refuse(options.labelsAre)
    let labels = Labels(
      levels, names: names ?? categories, reading: reading, doubts: doubts.doubts,
      ignored: ignored)
    guard labels.count > 0 || levels.classes.isEmpty else {
      throw StoreError("\(place): ignore_labels leaves no row.")
    }
    return labels
  }

  func targets(rows: Int, columns: Int, _ reading: String = "are real-valued targets") throws
    -> Labels
  {
    guard dataset.description.type.isNumber || dataset.description.type.isEnumeration else {
      throw StoreError(
        "\(place) holds \(dataset.description.type.name), which cannot be targets"
          + " (labels_are: targets).")
    }
    let values = try dataset.doubles()
    let marks = Set(options.ignoredLabels.compactMap(\.number))
    let dropsNaN = options.ignoredLabels.contains(where: \.isNaN)
    var kept: [Int] = []
    for row in 0..<rows {
      let own = values[row * columns..<(row + 1) * columns]
      if let column = own.firstIndex(where: { !$0.isFinite }), !dropsNaN {
        throw notANumber(row: row, column: column - own.startIndex, values)
      }
      if own.allSatisfy({ $0.isFinite && !marks.contains($0) }) { kept.append(row) }
    }
    let matrix = Matrix(rows: rows, columns: columns, elements: values)
    let name = "without targets \(options.ignoredLabels.map(\.text).joined(separator: ", "))"
    guard kept.count == rows || !kept.isEmpty else {
      throw StoreError("\(place): ignore_labels leaves no row.")
    }
    return Labels(
      targets: matrix, selection: kept.count == rows ? .all : .keeping(kept, because: name),
      reading: reading)
  }

  private func notANumber(row: Int, column: Int?, _ values: [Double]) -> StoreError {
    let count = values.count { !$0.isFinite }
    let position = column.map { "row \(row), column \($0)" } ?? "row \(row)"
    let what = count == 1 ? "1 label is not finite (NaN)" : "\(count) labels are not finite (NaN)"
    return StoreError(
      "\(place): \(what); the first is in \(position). ignore_labels: [nan] leaves such rows out.")
  }

  // MARK: - Names

  private func classNames() throws -> [String]? {
    try dataset.file.strings(of: dataset.description.path, attribute: "class_names")
  }

  private func enumerationNames(_ levels: LabelLevels) throws -> [String]? {
    guard let names = try dataset.enumerationNames() else { return nil }
    return levels.integers?.map { names[$0] ?? "\($0)" }
  }
}

extension ElementType {
  var isEnumeration: Bool { if case .enumeration = self { true } else { false } }
}

extension LabelLevels {
  /// Whole numbers as text, with "nan" among them, in numerical order; NaN comes last.
  init(numbersAndNaN texts: [String]) {
    let levels = Set(texts).sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
    self.init(classes: Levels.codes(of: texts, among: levels), values: levels)
  }
}
