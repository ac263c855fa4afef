/// Which values of labels the entries of ignore_labels leave out: by the value, or by the name that
/// the file gives to it.
struct IgnoredLevels {
  /// By their indices.
  let indices: Set<Int>
  /// The entries that leave rows out, as they were written.
  let entries: [String]

  static let none = IgnoredLevels(indices: [], entries: [])

  init(indices: Set<Int>, entries: [String]) {
    (self.indices, self.entries) = (indices, entries)
  }

  /// - Parameters:
  ///   - names: [C], as far as the file has them.
  ///   - areCategories: names are the labels, and the values only codes, of which negative ones are
  ///     no label.
  /// - Throws: ``StoreError`` if an entry is one class by its value and another by its name.
  init(
    _ asked: [IgnoredLabel], _ levels: LabelLevels, names: [String?], areCategories: Bool,
    place: String
  ) throws {
    var indices: Set<Int> = []
    var entries: [String] = []
    for entry in asked {
      let spellings = Set(entry.spellings)
      let byName = names.indices.filter { index in
        names[index].map { spellings.contains($0) } ?? false
      }
      var byValue = levels.values.indices.filter { spellings.contains(levels.values[$0]) }
      if areCategories, !byName.isEmpty || names.contains(where: { $0 != nil }) {
        byValue = byValue.filter { names[$0] == nil }
      }
      let both = Set(byName).union(byValue)
      if !areCategories, let name = byName.first(where: { !byValue.contains($0) }),
        let value = byValue.first
      {
        throw StoreError(
          "\(place): ignore_labels has \(entry.text), which is the label \(levels.values[value]), and"
            + " also the name of the label \(levels.values[name]). Store the names as labels, or"
            + " give the classes names that are no labels.")
      }
      guard !both.isEmpty else { continue }
      indices.formUnion(both)
      entries.append(entry.text)
    }
    self.init(indices: indices, entries: entries)
  }
}
