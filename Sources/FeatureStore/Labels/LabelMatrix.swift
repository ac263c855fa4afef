import Wording

/// Labels that are stored as a matrix: one-hot rows, several labels a row, or targets.
struct LabelMatrix {
  let reader: LabelReader
  let rows: Int
  let columns: Int

  func labels() throws -> Labels {
    let description = reader.dataset.description
    guard description.type.isNumber || description.type.isEnumeration else {
      throw StoreError(
        "\(reader.place) holds \(description.type.name) of shape \(description.shape); labels of"
          + " this type are [N], one for each row.")
    }
    if reader.options.labelsAre == .targets {
      return try reader.targets(rows: rows, columns: columns)
    }
    let values = try reader.numbers()
    let marked = markedRows(values)
    let kept = (0..<rows).filter { marked[$0] == nil }
    if let found = OneHotRows(values.unpacked, rows: kept, columns: columns) {
      return try classLabels(found, marked)
    }
    guard reader.options.labelsAre == .auto else {
      throw StoreError(
        "\(reader.place) has shape \(description.shape), and its rows are not one-hot, so they are"
          + " no classes (labels_are: classes).\(notOneHot(values.unpacked, kept))")
    }
    return try targets(values)
  }

  /// The entry of ignore_labels that rows without a label are full of; 0 and 1 are none here.
  private func markedRows(_ values: LabelNumbers) -> [Int: String] {
    var marked: [Int: String] = [:]
    for entry in reader.options.ignoredLabels {
      if let number = entry.number, number == 0 || number == 1 { continue }
      for row in 0..<rows where marked[row] == nil {
        let own = row * columns..<(row + 1) * columns
        let isMarked = own.allSatisfy { index in
          entry.isNaN ? values.unpacked[index].isNaN : values.stored[index] == entry.number
        }
        if isMarked { marked[row] = entry.text }
      }
    }
    return marked
  }

  // MARK: - Classes

  private func classLabels(_ found: OneHotRows, _ marked: [Int: String]) throws -> Labels {
    var next = found.classes.makeIterator()
    let stored = (0..<rows).map { marked[$0] == nil ? next.next() ?? -1 : -1 }
    let isPlain = found.low == 0 && found.high == 1
    let numbers =
      "\(Printed.significant(found.low)) with a single \(Printed.significant(found.high))"
    return try reader.classes(
      LabelLevels(integers: stored),
      list: reader.dataset.file.strings(
        of: reader.dataset.description.path, attribute: "class_names"),
      "are \(isPlain ? "one-hot rows" : "rows of \(numbers) (one-hot)"), read as classes"
        + " (labels_are: targets makes them targets)",
      marked: marked.isEmpty
        ? .none : IgnoredLevels(indices: [0], entries: Set(marked.values).sorted()))
  }

  /// The first number that keeps rows from being one-hot.
  private func notOneHot(_ values: [Double], _ kept: [Int]) -> String {
    for row in kept {
      let own = values[row * columns..<(row + 1) * columns]
      if let value = own.first(where: { $0 != 0 && $0 != 1 }) {
        return " Row \(row) has \(Printed.significant(value))."
      }
    }
    for row in kept {
      let ones = values[row * columns..<(row + 1) * columns].count { $0 == 1 }
      if ones != 1 { return " Row \(row) has \(ones == 0 ? "no 1" : "\(ones) ones")." }
    }
    return ""
  }

  // MARK: - Targets

  private func targets(_ values: LabelNumbers) throws -> Labels {
    let description = reader.dataset.description
    let marks = Set(reader.options.ignoredLabels.compactMap(\.number))
    let kept = (0..<rows).filter { row in
      (row * columns..<(row + 1) * columns).allSatisfy { !marks.contains(values.stored[$0]) }
    }
    let isBinary = kept.allSatisfy { row in
      values.unpacked[row * columns..<(row + 1) * columns].allSatisfy { $0 == 0 || $0 == 1 }
    }
    guard isBinary || description.type.isFloat || isFloatOfLibrary || values.isScaled else {
      throw StoreError(
        "\(reader.place) holds \(description.type.name) of shape \(description.shape), neither"
          + " one-hot nor 0 and 1.\(notOneHot(values.unpacked, kept)) Say labels_are: targets, or"
          + " store one class per row [N].")
    }
    return try reader.targets(
      rows: rows, columns: columns,
      isBinary ? multiLabel(values.unpacked, kept) : "are real-valued targets")
  }

  private func multiLabel(_ values: [Double], _ kept: [Int]) -> String {
    let ones = kept.map { row in
      values[row * columns..<(row + 1) * columns].count { $0 == 1 }
    }
    guard (ones.max() ?? 0) < 2, let first = ones.firstIndex(of: 0) else {
      return "are 0 and 1 with several labels a row (multi-label), read as targets"
    }
    return
      "are one-hot rows but for \(counted(ones.count { $0 == 0 }, "row")) of zeros (row \(kept[first])"
      + " first), read as targets (multi-label); if these have no label, fill them with -1 and say"
      + " ignore_labels: [-1]"
  }

  private var isFloatOfLibrary: Bool {
    if case .other(let name, _) = reader.dataset.description.type {
      name.hasPrefix("float")
    } else {
      false
    }
  }
}

/// Numbers of labels as they are stored, and as attributes of the dataset make them.
struct LabelNumbers {
  let stored: [Double]
  /// NaN where attributes call the number missing.
  let unpacked: [Double]
  let isScaled: Bool
}
