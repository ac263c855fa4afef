internal import LinearAlgebra
import Wording

extension LabelReader {
  // MARK: - Classes

  /// - Parameters:
  ///   - list: names of the classes that the dataset has, unless it has categories.
  ///   - marked: values that are left out whatever they are.
  ///   - enumerated: the values that an enumeration names; nil where labels are none.
  func classes(
    _ levels: LabelLevels, list: [String]?, _ reading: String, marked: IgnoredLevels = .none,
    enumerated: Set<Int>? = nil
  ) throws -> Labels {
    let names = try names(of: levels, list)
    let asked = try IgnoredLevels(
      options.ignoredLabels, levels, names: names, areCategories: categories != nil, place: place)
    let doubts = LabelDoubts(
      levels: levels, names: names, areCategories: categories != nil, place: place,
      packing: packing, fillValue: dataset.description.fillValue,
      enumerated: enumerated)
    var ignored = IgnoredLevels(
      indices: asked.indices.union(marked.indices),
      entries: Set(asked.entries + marked.entries).sorted())
    var remarks: [String] = []
    if areOfSource {
      let kept = ignored.indices.filter { doubts.reason($0) == nil && levels.values[$0] != "nan" }
      ignored = IgnoredLevels(
        indices: ignored.indices.subtracting(kept), entries: ignored.entries)
      remarks = kept.sorted().map {
        "\(place): the label \(levels.values[$0]) of ignore_labels is a class of the source data here,"
          + " and is kept"
      }
    }
    try doubts.refuse(options.labelsAre, without: ignored.indices)
    let labels = Labels(
      levels, names: names, list: list, reading: reading,
      doubts: remarks + unnamed(levels, names, list, without: ignored.indices)
        + doubts.doubts(without: ignored.indices), ignored: ignored)
    guard labels.count > 0 || levels.classes.isEmpty else {
      throw StoreError("\(place): ignore_labels leaves no row.")
    }
    return labels
  }

  /// A sentence if the list of names does not name every class that is left.
  private func unnamed(
    _ levels: LabelLevels, _ names: [String?], _ list: [String]?, without ignored: Set<Int>
  ) -> [String] {
    let bare = levels.values.indices.filter { names[$0] == nil && !ignored.contains($0) }
    guard categories == nil, let list, !list.isEmpty, let first = bare.first,
      levels.values.count - ignored.count != list.count
    else { return [] }
    return [
      "\(place): class_names has \(counted(list.count, "name")), but"
        + " \(counted(levels.values.count - ignored.count, "class", plural: "classes")), of which the label"
        + " \(levels.values[first]) has none. Do names and labels belong together?"
    ]
  }

  /// [C], as far as they are known.
  private func names(of levels: LabelLevels, _ list: [String]?) throws -> [String?] {
    guard let categories else {
      return list.map(levels.names(in:)) ?? levels.values.map { _ in nil }
    }
    guard let integers = levels.integers else { return levels.values.map { _ in nil } }
    if let code = integers.first(where: { $0 >= categories.count }) {
      let index = integers.firstIndex(of: code)
      let row = levels.classes.firstIndex { $0 == index } ?? 0
      throw StoreError(
        "\(place): row \(row) has the code \(code), but there"
          + " \(categories.count == 1 ? "is 1 category" : "are \(categories.count) categories")"
          + " (from 0 on). Write codes and categories that belong together.")
    }
    return integers.map { $0 < 0 ? nil : categories[$0] }
  }

  // MARK: - Targets

  func targets(rows: Int, columns: Int, _ reading: String = "are real-valued targets") throws
    -> Labels
  {
    guard dataset.description.type.isNumber || dataset.description.type.isEnumeration else {
      throw StoreError(
        "\(place) holds \(dataset.description.type.name), which cannot be targets"
          + " (labels_are: targets).")
    }
    let numbers = try numbers()
    let dropsNaN = options.ignoredLabels.contains(where: \.isNaN)
    var hits: Set<String> = []
    var kept: [Int] = []
    for row in 0..<rows {
      let own = row * columns..<(row + 1) * columns
      let marks = options.ignoredLabels.filter { entry in
        own.contains { index in
          entry.number.map { $0 == numbers.stored[index] || $0 == numbers.unpacked[index] }
            ?? (entry.isNaN && !numbers.unpacked[index].isFinite)
        }
      }
      hits.formUnion(marks.map(\.text))
      guard marks.isEmpty else { continue }
      if let index = own.first(where: { !numbers.unpacked[$0].isFinite }), !dropsNaN {
        throw notANumber(row: row, column: columns == 1 ? nil : index - own.lowerBound, numbers)
      }
      kept.append(row)
    }
    guard kept.count == rows || !kept.isEmpty else {
      throw StoreError("\(place): ignore_labels leaves no row.")
    }
    let name = "without targets \(options.ignoredLabels.map(\.text).joined(separator: ", "))"
    return Labels(
      targets: Matrix(rows: rows, columns: columns, elements: numbers.unpacked),
      selection: kept.count == rows ? .all : .keeping(kept, because: name),
      reading: reading + (numbers.isScaled ? ", scaled by their attributes" : ""),
      ignored: hits.sorted())
  }

  func notANumber(row: Int, column: Int?, _ numbers: LabelNumbers) -> StoreError {
    let index = numbers.unpacked.firstIndex { !$0.isFinite } ?? 0
    guard numbers.stored[index].isFinite else {
      return notANumber(row: row, column: column, numbers.stored)
    }
    let count = numbers.unpacked.count { !$0.isFinite }
    return StoreError(
      "\(place): \(counted(count, "label")) \(count == 1 ? "is" : "are") missing: the attributes"
        + " _FillValue, missing_value or valid_range say so of \(numbers.stored[index]) in row \(row)."
        + " ignore_labels: [nan] leaves such rows out.")
  }

  func notANumber(row: Int, column: Int?, _ values: [Double]) -> StoreError {
    let count = values.count { !$0.isFinite }
    let position = column.map { "row \(row), column \($0)" } ?? "row \(row)"
    let what = count == 1 ? "1 label is not finite (NaN)" : "\(count) labels are not finite (NaN)"
    return StoreError(
      "\(place): \(what); the first is in \(position). ignore_labels: [nan] leaves such rows out.")
  }
}
