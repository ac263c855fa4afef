/// Values of class labels that may mean "no label".
struct LabelDoubts {
  private let levels: LabelLevels
  private let place: String
  private let ignored: Set<String>
  /// What the attribute _FillValue says.
  private let fill: [Double]

  init(_ levels: LabelLevels, place: String, ignored: Set<String>, _ dataset: HDF5Dataset) throws {
    self.levels = levels
    self.place = place
    self.ignored = ignored
    fill =
      try dataset.file.numbers(of: dataset.description.path, attribute: "_FillValue")
      ?? []
  }

  /// - Throws: ``StoreError`` for values that hardly are classes: negative ones, an empty text, the
  ///   fill value; unless they are left out, or the user says that labels are classes.
  func refuse(_ kind: LabelKind) throws {
    for (index, value) in levels.values.enumerated() where !ignored.contains(value) {
      guard let reason = reason(index, value) else { continue }
      guard kind != .classes || value.isEmpty else { continue }
      let rows = levels.classes.count { $0 == index }
      throw StoreError(
        "\(place): \(rows == 1 ? "1 row has" : "\(rows) rows have") the label \(shown(value)),"
          + " \(reason). ignore_labels: [\(shown(value))] leaves them out;"
          + " labels_are: classes counts them as a class.")
    }
  }

  private func shown(_ value: String) -> String { value.isEmpty ? "\"\"" : value }

  private func reason(_ index: Int, _ value: String) -> String? {
    if value.isEmpty { return "an empty text" }
    guard let integer = levels.integers?[index] else { return nil }
    if fill.contains(Double(integer)) { return "which the attribute _FillValue calls missing" }
    return integer < 0 ? "a negative number" : nil
  }

  /// A largest value far above the others that is one of those which commonly mark rows without a
  /// label: counted as a class, and said.
  var doubts: [String] {
    guard let integers = levels.integers, integers.count > 2, let last = integers.last,
      Self.marks.contains(last), last - integers[integers.count - 2] > 1,
      !ignored.contains("\(last)")
    else { return [] }
    let rows = levels.classes.count { $0 == integers.count - 1 }
    return [
      "\(place): \(rows == 1 ? "1 row has" : "\(rows) rows have") the label \(last), which often marks"
        + " rows without a label; it is counted as a class. ignore_labels: [\(last)] leaves"
        + " \(rows == 1 ? "it" : "them") out."
    ]
  }

  /// Largest values of the usual integer types, and what segmentation and survey data use.
  private static let marks: Set<Int> = [
    99, 127, 254, 255, 999, 9_999, 32_767, 65_535, 99_999, 2_147_483_647, 4_294_967_295,
  ]
}
