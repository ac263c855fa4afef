internal import LinearAlgebra
internal import Tabular
import Wording

/// Reads labels in the forms in which people store them, and says which one it was.
///
/// Vectors ([N], [N, 1], [1, N]) of integers, whole floats, truth values, named integers or text are
/// classes; matrices of one-hot rows are, too. Other floats, and 0/1 matrices with several ones a
/// row, are targets. Values that mark rows without a label are refused unless they are listed.
struct LabelReader {
  let dataset: HDF5Dataset
  let options: ReadingOptions
  /// Names of the classes that lie elsewhere (the categories of a categorical column).
  let categories: [String]?
  /// Labels of the source data have their own classes: of ignore_labels only those entries are heeded
  /// that hardly are a class.
  let areOfSource: Bool
  let packing: Packing?

  init(
    _ dataset: HDF5Dataset, _ options: ReadingOptions, categories: [String]? = nil,
    areOfSource: Bool = false
  ) throws {
    self.dataset = dataset
    self.options = options
    self.categories = categories
    self.areOfSource = areOfSource
    packing = try dataset.description.type.isNumber ? Packing(dataset) : nil
  }

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

  func numbers() throws -> LabelNumbers {
    let stored = try dataset.doubles()
    return LabelNumbers(
      stored: stored, unpacked: packing?.applied(to: stored) ?? stored,
      isScaled: packing.map { !$0.isUnscaled } ?? false)
  }

  // MARK: - Vectors

  private func vector(_ count: Int) throws -> Labels {
    if options.labelsAre == .targets { return try targets(rows: count, columns: 1) }
    let names = try classNames()
    switch dataset.description.type {
    case .integer(_, let isSigned, _):
      return try classes(integers(isSigned), list: names, "are integers, one class per row")
    case .enumeration:
      let levels = LabelLevels(integers: try dataset.integers().map { Int($0) })
      let enumeration = try dataset.enumerationNames()
      return try classes(
        levels,
        list: enumeration.flatMap { given in levels.integers?.map { given[$0] ?? "\($0)" } }
          ?? names,
        "are truth values or named integers, one class per row",
        enumerated: enumeration.map { Set($0.keys) })
    case .text:
      return try classes(
        LabelLevels(texts: try dataset.texts()), list: names, "are text, each text a class")
    case .float: return try floats(count, names)
    case .other(let name, _) where name.hasPrefix("float"): return try floats(count, names)
    case .other(let name, _):
      throw StoreError(
        "\(place) holds \(name); labels are integers, text or truth values [N], whole numbers as"
          + " floats [N], one-hot rows [N, C], or real-valued targets.")
    }
  }

  private func integers(_ isSigned: Bool) throws -> LabelLevels {
    if let packing, !packing.isUnscaled, options.labelsAre == .auto {
      throw StoreError(
        "\(place) holds integers with the attributes scale_factor or add_offset (\(packing.scale) and"
          + " \(packing.offset)), so they stand for other numbers. Say labels_are: targets to scale"
          + " them, or labels_are: classes to count the integers as they are stored.")
    }
    guard isSigned else { return LabelLevels(unsigned: try dataset.unsignedIntegers()) }
    let stored = try dataset.integers()
    guard let packing, packing.modulus > 0 else {
      return LabelLevels(integers: stored.map { Int($0) })
    }
    guard packing.modulus < 0x1p64 else {
      return LabelLevels(unsigned: stored.map { UInt64(bitPattern: $0) })
    }
    return LabelLevels(integers: stored.map { $0 < 0 ? Int($0) + Int(packing.modulus) : Int($0) })
  }

  private func floats(_ count: Int, _ names: [String]?) throws -> Labels {
    let numbers = try numbers()
    // What attributes call missing is refused by its stored value where labels are classes.
    let values = numbers.isScaled ? numbers.unpacked : numbers.stored
    let ignoresNaN = options.ignoredLabels.contains(where: \.isNaN)
    if let row = values.firstIndex(where: { $0.isNaN }), !ignoresNaN {
      throw notANumber(row: row, column: nil, values)
    }
    let known = values.filter { !$0.isNaN }
    guard known.allSatisfy({ $0.rounded() == $0 && $0.isFinite }) else {
      guard options.labelsAre == .auto else {
        throw StoreError(
          "\(place) holds numbers that are not whole, such as"
            + " \(known.first { $0.rounded() != $0 || !$0.isFinite } ?? 0), which cannot be classes"
            + " (labels_are: classes).")
      }
      return try targets(rows: count, columns: 1)
    }
    if let row = values.firstIndex(where: { !$0.isNaN && Int(exactly: $0) == nil }) {
      let large = values[row]
      if numbers.unpacked[row].isNaN { throw notANumber(row: row, column: nil, numbers) }
      throw StoreError(
        "\(place) holds whole numbers of 2^63 and more, such as \(large), which are too large for"
          + " classes. Say labels_are: targets, or number the classes from 0 on.")
    }
    try refuseRounded(known)
    let texts = values.map { $0.isNaN ? "nan" : "\(Int($0))" }
    let levels =
      known.count == values.count
      ? LabelLevels(integers: known.map { Int($0) }) : LabelLevels(numbersAndNaN: texts)
    return try classes(
      levels, list: names,
      "are whole numbers stored as \(dataset.description.type.name), read as classes, one a row"
        + " (labels_are: targets makes them targets)")
  }

  /// From some number on a float is not told from its neighbours: two classes may have become one.
  private func refuseRounded(_ values: [Double]) throws {
    guard options.labelsAre == .auto, case .float(let bytes, _) = dataset.description.type,
      let limit = [2: 0x1p11, 4: 0x1p24, 8: 0x1p53][bytes],
      let large = values.first(where: { abs($0) > limit })
    else { return }
    throw StoreError(
      "\(place) holds whole numbers above \(Int(limit)), such as \(Int(large)), as"
        + " \(dataset.description.type.name), which does not tell them from their neighbours. Store"
        + " integers; labels_are: classes takes them as they are.")
  }

  // MARK: - Names

  private func classNames() throws -> [String]? {
    try dataset.file.strings(of: dataset.description.path, attribute: "class_names")
  }
}

extension ElementType {
  var isEnumeration: Bool { if case .enumeration = self { true } else { false } }
}
