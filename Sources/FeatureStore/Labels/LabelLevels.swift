internal import Tabular

/// Values of labels, and for each row which one it has.
struct LabelLevels: Sendable, Equatable {
  /// [N], 0..<C.
  let classes: [Int]
  /// [C], as text, in ascending order.
  let values: [String]
  /// [C], where the values are integers.
  let integers: [Int]?
  /// Whether the values are text, and no numbers that are written as such.
  let areTexts: Bool
  let selection: RowSelection

  init(integers stored: [Int]) {
    let levels = Set(stored).sorted()
    self.init(
      classes: Levels.codes(of: stored, among: levels), values: levels.map(String.init),
      integers: levels)
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
    self.init(classes: Levels.codes(of: stored, among: levels), values: levels, areTexts: true)
  }

  /// Whole numbers as text, with "nan" among them, in numerical order; NaN comes last.
  init(numbersAndNaN texts: [String]) {
    let levels = Set(texts).sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
    self.init(classes: Levels.codes(of: texts, among: levels), values: levels)
  }

  init(
    classes: [Int], values: [String], integers: [Int]? = nil, areTexts: Bool = false,
    selection: RowSelection = .all
  ) {
    self.classes = classes
    self.values = values
    self.integers = integers
    self.areTexts = areTexts
    self.selection = selection
  }

  /// Without the rows of some values, by their indices.
  func without(_ left: Set<Int>) -> LabelLevels {
    guard !left.isEmpty else { return self }
    let kept = values.indices.filter { !left.contains($0) }
    let index = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let rows = classes.indices.filter { index[classes[$0]] != nil }
    let name = "without labels \(left.sorted().map { values[$0] }.joined(separator: ", "))"
    return LabelLevels(
      classes: rows.compactMap { index[classes[$0]] }, values: kept.map { values[$0] },
      integers: integers.map { integers in kept.map { integers[$0] } }, areTexts: areTexts,
      selection: .keeping(rows, because: name))
  }

  /// [C], names from a list that a file has: one for each integer from 0 on, or one a class; nil for
  /// values of which it says nothing.
  func names(in list: [String]) -> [String?] {
    let isByValue = integers.map { ($0.last ?? 0) < list.count } ?? false
    if !isByValue, list.count == values.count { return list }
    return values.indices.map { index in
      integers.flatMap { list.indices.contains($0[index]) ? list[$0[index]] : nil }
    }
  }

  // MARK: - Digest

  /// Of the values of all rows; those of integers are those of 64-bit integers, however stored.
  func digest(ignoring selection: String) -> String {
    guard let integers else {
      // Texts with line breaks are told from several texts by their lengths.
      let isPlain = values.allSatisfy { !$0.utf8.contains(UInt8(ascii: "\n")) }
      let text = classes.map { row in
        isPlain ? values[row] : "\(values[row].utf8.count):\(values[row])"
      }.joined(separator: "\n")
      return ContentDigest.root(
        type: .text(bytes: 0), shape: [classes.count],
        reading: isPlain ? selection : "lengths; \(selection)",
        leaves: [Array(text.utf8).withUnsafeBytes { ContentDigest.leaf($0) }])
    }
    return ContentDigest.root(
      type: .integer(bytes: 8, signed: true, bigEndian: false), shape: [classes.count],
      reading: selection,
      leaves: [classes.map { integers[$0] }.withUnsafeBytes { ContentDigest.leaf($0) }])
  }
}
