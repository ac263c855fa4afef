internal import Tabular

/// Values of labels, and for each row which one it has.
struct LabelLevels: Sendable, Equatable {
  /// [N], 0..<C.
  let classes: [Int]
  /// [C], as text, in ascending order.
  let values: [String]
  /// [C], where the values are integers.
  let integers: [Int]?
  let selection: RowSelection

  init(integers stored: [Int]) {
    let levels = Set(stored).sorted()
    classes = Levels.codes(of: stored, among: levels)
    values = levels.map(String.init)
    integers = levels
    selection = .all
  }

  /// 64-bit labels from 2^63 on have no place in an integer: they are kept as text.
  init(unsigned stored: [UInt64]) {
    let small = stored.compactMap { Int(exactly: $0) }
    guard small.count < stored.count else {
      self.init(integers: small)
      return
    }
    let levels = Set(stored).sorted()
    self.init(
      classes: Levels.codes(of: stored, among: levels), values: levels.map { "\($0)" })
  }

  /// Classes in the order of the texts' bytes.
  init(texts stored: [String]) {
    let levels = Set(stored).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.init(classes: Levels.codes(of: stored, among: levels), values: levels)
  }

  init(
    classes: [Int], values: [String], integers: [Int]? = nil, selection: RowSelection = .all
  ) {
    self.classes = classes
    self.values = values
    self.integers = integers
    self.selection = selection
  }

  /// Without the rows of some values.
  func without(_ ignored: Set<String>) -> LabelLevels {
    let left = values.indices.filter { ignored.contains(values[$0]) }
    guard !left.isEmpty else { return self }
    let kept = values.indices.filter { !left.contains($0) }
    let index = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let rows = classes.indices.filter { index[classes[$0]] != nil }
    let name = "without labels \(left.map { values[$0] }.joined(separator: ", "))"
    return LabelLevels(
      classes: rows.compactMap { index[classes[$0]] }, values: kept.map { values[$0] },
      integers: integers.map { integers in kept.map { integers[$0] } },
      selection: .keeping(rows, because: name))
  }

  /// Names of the classes from a list that the file has: one a class, or one a label value.
  ///
  /// - Parameter all: the levels before any were left out.
  func names(from list: [String]?, among all: LabelLevels) -> [String]? {
    guard let list else { return nil }
    if list.count == values.count { return list }
    if list.count == all.values.count {
      return values.map { value in all.values.firstIndex(of: value).map { list[$0] } ?? value }
    }
    guard let integers, let first = integers.first, let last = integers.last, first >= 0,
      last < list.count
    else { return nil }
    return integers.map { list[$0] }
  }

  // MARK: - Digest

  /// Of the values of all rows; those of integers are those of 64-bit integers, however stored.
  func digest(ignoring selection: String) -> String {
    guard let integers else {
      let text = classes.map { values[$0] }.joined(separator: "\n")
      return ContentDigest.root(
        type: .text(bytes: 0), shape: [classes.count], reading: selection,
        leaves: [Array(text.utf8).withUnsafeBytes { ContentDigest.leaf($0) }])
    }
    return ContentDigest.root(
      type: .integer(bytes: 8, signed: true, bigEndian: false), shape: [classes.count],
      reading: selection,
      leaves: [classes.map { integers[$0] }.withUnsafeBytes { ContentDigest.leaf($0) }])
  }
}
