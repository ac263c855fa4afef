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
    let values = try reader.dataset.doubles()
    if let classes = OneHotRows.classes(values, rows: rows, columns: columns) {
      return try classLabels(classes)
    }
    guard reader.options.labelsAre == .auto else {
      throw StoreError(
        "\(reader.place) has shape \(description.shape), and its rows are not one-hot, so they are"
          + " no classes (labels_are: classes).")
    }
    let isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
    guard isBinary || description.type.isFloat || isFloatOfLibrary else {
      throw StoreError(
        "\(reader.place) holds \(description.type.name) of shape \(description.shape), neither"
          + " one-hot nor 0 and 1. Say labels_are: targets, or store one class a row [N].")
    }
    return try reader.targets(
      rows: rows, columns: columns,
      isBinary
        ? "are 0 and 1 with several labels a row (multi-label), read as targets"
        : "are real-valued targets")
  }

  private var isFloatOfLibrary: Bool {
    if case .other(let name, _) = reader.dataset.description.type {
      name.hasPrefix("float")
    } else {
      false
    }
  }

  private func classLabels(_ classes: [Int]) throws -> Labels {
    try reader.classes(
      LabelLevels(integers: classes),
      reader.dataset.file.strings(
        of: reader.dataset.description.path, attribute: "class_names"),
      "are one-hot rows, read as classes (labels_are: targets makes them targets)")
  }
}
