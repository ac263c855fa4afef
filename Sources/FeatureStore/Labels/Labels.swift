package import LinearAlgebra
import Wording

/// The labels of a dataset: classes, or real-valued targets.
package struct Labels: Sendable, Equatable {
  /// [N], 0..<C in the order of the sorted label values. Empty if the labels are `targets`.
  package let classes: [Int]
  /// [C], the label values as stored, ascending (text in the order of its bytes).
  package let values: [String]
  /// [C], from the file if it has them: one name per class, or one per label value.
  package let names: [String]?
  /// N x K: targets of regression and multi-label tasks.
  package let targets: Matrix?
  /// SHA-256 of the values, hexadecimal, with what was left out.
  package let digest: String
  /// How many rows were stored, those without a label among them.
  package let storedCount: Int
  /// How they were read, as the end of a sentence that begins with "labels".
  package let reading: String
  /// What may surprise, as sentences: a value that looks like a mark for "no label".
  package let doubts: [String]
  /// Entries of ignore_labels that left rows out, as they were written.
  package let ignored: [String]
  /// The rows that have labels.
  let selection: RowSelection

  /// C
  package var classCount: Int { values.count }
  /// N, without rows that are left out.
  package var count: Int { targets?.rows ?? classes.count }

  /// Whether every row is a class of its own, as if the labels were row numbers.
  package var areRowNumbers: Bool {
    targets == nil && Self.areRowNumbers(classes: classCount, rows: classes.count)
  }

  static func areRowNumbers(classes: Int, rows: Int) -> Bool { classes == rows && rows > 2 }

  /// Integer classes as they are.
  package init(stored: [Int], names: [String]? = nil) {
    let levels = LabelLevels(integers: stored)
    self.init(
      levels, names: names.map(levels.names(in:)) ?? levels.values.map { _ in nil }, list: names,
      reading: "are integers, one class per row", doubts: [], ignored: .none)
  }

  /// - Parameters:
  ///   - names: [C] of all levels, as far as the file has them.
  ///   - list: the names as the file has them, which may be of those classes that are left.
  ///   - ignored: values whose rows are left out.
  init(
    _ levels: LabelLevels, names: [String?], list: [String]?, reading: String, doubts: [String],
    ignored: IgnoredLevels
  ) {
    let used = levels.without(ignored.indices)
    classes = used.classes
    values = used.values
    let kept = levels.values.indices.filter { !ignored.indices.contains($0) }.map { names[$0] }
    self.names = Self.complete(kept) ?? list.flatMap { Self.complete(used.names(in: $0)) }
    self.ignored = ignored.entries
    targets = nil
    storedCount = levels.classes.count
    self.doubts = doubts
    selection = used.selection
    self.reading = Self.reading(
      reading, left: levels.classes.count - used.classes.count, ignored.entries)
    digest = levels.digest(ignoring: used.selection.identity)
  }

  /// nil unless there is one for each class, and there are classes.
  private static func complete(_ names: [String?]) -> [String]? {
    let known = names.compactMap { $0 }
    return known.isEmpty || known.count < names.count ? nil : known
  }

  /// - Parameters:
  ///   - selection: the rows that have targets.
  ///   - ignored: entries of ignore_labels that left rows out.
  init(targets: Matrix, selection: RowSelection, reading: String, ignored: [String]) {
    self.ignored = ignored
    (classes, values, names, doubts) = ([], [], nil, [])
    storedCount = targets.rows
    let rows =
      if case .some(let rows, _) = selection { rows } else { Array(0..<targets.rows) }
    self.targets = Matrix(
      rows: rows.count, columns: targets.columns,
      elements: selection == .all ? targets.elements : rows.flatMap { Array(targets.row($0)) })
    self.selection = selection
    self.reading = Self.reading(reading, left: targets.rows - rows.count, ignored)
    digest = ContentDigest.root(
      type: .float(bytes: 8, bigEndian: false), shape: [targets.rows, targets.columns],
      reading: selection.identity,
      leaves: [targets.elements.withUnsafeBytes { ContentDigest.leaf($0) }])
  }

  private static func reading(_ reading: String, left: Int, _ ignored: [String]) -> String {
    guard left > 0 else { return reading }
    return
      "\(reading); \(counted(left, "row")) left out (ignore_labels: \(ignored.joined(separator: ", ")))"
  }
}
