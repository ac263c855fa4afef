import Wording

/// Values of class labels that may mean "no label".
struct LabelDoubts {
  let levels: LabelLevels
  /// [C], as far as the file names its classes.
  let names: [String?]
  /// Names are the labels, and values only codes.
  let areCategories: Bool
  let place: String
  /// What the attributes of the dataset call missing.
  let packing: Packing?
  /// The number that stands where nothing was written, if the file names one other than 0.
  let fillValue: Double?
  /// The values that an enumeration names; nil where labels are none.
  let enumerated: Set<Int>?

  /// - Parameter ignored: values that are left out, by their indices.
  /// - Throws: ``StoreError`` for values that hardly are classes: negative ones, an empty text, the
  ///   fill value, a number that an enumeration does not name; unless they are left out, or the user
  ///   says that labels are classes.
  func refuse(_ kind: LabelKind, without ignored: Set<Int>) throws {
    for index in levels.values.indices where !ignored.contains(index) {
      guard let reason = reason(index) else { continue }
      let isEmpty = (names[index] ?? levels.values[index]).isEmpty
      guard kind != .classes || isEmpty else { continue }
      let text = shown(index)
      throw StoreError(
        "\(place): \(rows(index)) the label \(text.label), \(reason)."
          + " ignore_labels: [\(text.entry)] leaves them out"
          + (isEmpty ? "." : "; labels_are: classes counts them as a class."))
    }
    guard kind != .classes, levels.areTexts,
      let (first, second) = LikeTexts.inBlanks(
        levels.values.indices.filter { !ignored.contains($0) }.map { levels.values[$0] })
    else { return }
    throw StoreError(
      "\(place): the labels \"\(first)\" and \"\(second)\" differ in blanks only. Write them alike;"
        + " labels_are: classes counts them as two classes.")
  }

  private func rows(_ index: Int) -> String {
    let count = levels.classes.count { $0 == index }
    return count == 1 ? "1 row has" : "\(count) rows have"
  }

  /// A value as a sentence has it, and as an entry of ignore_labels.
  private func shown(_ index: Int) -> (label: String, entry: String) {
    let value = levels.values[index]
    func quoted(_ text: String) -> String {
      text.isEmpty || text.contains(where: \.isWhitespace) ? "\"\(text)\"" : text
    }
    guard let name = names[index], name != value else { return (quoted(value), quoted(value)) }
    return areCategories
      ? (quoted(name), quoted(name)) : ("\(value) (\"\(name)\")", quoted(value))
  }

  /// Why a value is hardly a class, as the end of a sentence; nil if it may be one.
  func reason(_ index: Int) -> String? {
    let value = levels.values[index]
    if levels.areTexts { return LabelMarks.reason(value) }
    guard let number = Double(value) else { return nil }
    if let packing, packing.missing.contains(number) {
      return "which the attribute _FillValue or missing_value calls missing"
    }
    if let packing, packing.isMissing(number) { return "which the valid range leaves out" }
    if number < 0 { return "a negative number" }
    if let enumerated, let integer = levels.integers?[index], !enumerated.contains(integer) {
      return "which the enumeration has no name for"
    }
    if number == fillValue {
      return "the dataset's fill value, which stands where nothing was written"
    }
    return names[index].flatMap(LabelMarks.reason)
  }

  /// What is counted as a class and often marks rows without a label, as sentences: a largest value
  /// far above the others, and words such as "unknown"; and texts that may be one class.
  func doubts(without ignored: Set<Int>) -> [String] {
    let kept = levels.values.indices.filter { !ignored.contains($0) }
    let words = kept.filter { LabelMarks.isDoubtful(text($0)) }
    let marks = kept.filter { !text($0).isEmpty && LabelMarks.isPunctuation(text($0)) }
    let indices = Set(words + (marks.count == 1 ? marks : []) + [largest(kept)].compactMap { $0 })
    return indices.sorted().map(sentence) + likeTexts(kept) + unwritten()
      + rowNumbers(kept) + repeatedName(kept)
  }

  /// Two classes of one name.
  private func repeatedName(_ kept: [Int]) -> [String] {
    var first: [String: Int] = [:]
    for index in kept {
      guard let name = names[index] else { continue }
      guard let other = first.updateValue(index, forKey: name) else { continue }
      return [
        "\(place): the labels \(levels.values[other]) and \(levels.values[index]) are both called \(name),"
          + " and are counted as two classes."
      ]
    }
    return []
  }

  /// What a class is called, where it is called by a text; otherwise an empty one.
  private func text(_ index: Int) -> String {
    names[index] ?? (levels.areTexts ? levels.values[index] : "")
  }

  private func sentence(_ index: Int) -> String {
    let text = shown(index)
    let count = levels.classes.count { $0 == index }
    return
      "\(place): \(rows(index)) the label \(text.label), which often marks"
      + " rows without a label; it is counted as a class. ignore_labels: [\(text.entry)] leaves"
      + " \(count == 1 ? "it" : "them") out."
  }

  /// Zeros at the end of labels that come in any order: as many are hardly chance.
  private func unwritten() -> [String] {
    let (classes, runs) = (levels.classes, zip(levels.classes, levels.classes.dropFirst()))
    guard !levels.areTexts, let last = classes.last, levels.values[last] == "0",
      runs.count(where: { $0 != $1 }) > 2 * levels.values.count
    else { return [] }
    let zeros = classes.reversed().prefix { $0 == last }.count
    let before = max(classes.count { $0 == last } - zeros, 1)
    let share = Double(before) / Double(max(classes.count - zeros, 1))
    guard Self.power(share, zeros) < Self.chance else { return [] }
    return [
      "\(place): the last \(zeros) labels are all 0, as if allocated and never written; they are"
        + " counted as a class. Were all labels written?"
    ]
  }

  /// As many classes as rows: no two rows of a class can be compared.
  private func rowNumbers(_ kept: [Int]) -> [String] {
    let all = levels.classes
    let isAll = kept.count == levels.values.count
    let rows = isAll ? all.count : all.count(where: Set(kept).contains)
    guard Labels.areRowNumbers(classes: kept.count, rows: rows) else { return [] }
    return ["\(place): every class has one row, \(rows) in all: are these row numbers?"]
  }

  /// Below it, as many zeros in a row are no chance.
  private static let chance = 1e-6

  private static func power(_ share: Double, _ count: Int) -> Double {
    (0..<min(count, 1_000)).reduce(1.0) { product, _ in product * share }
  }

  private func likeTexts(_ kept: [Int]) -> [String] {
    guard levels.areTexts else { return [] }
    let texts = kept.map { levels.values[$0] }
    let pairs = [
      (LikeTexts.inCapitals(texts), "differ in capitals only"),
      (LikeTexts.inNumber(texts), "are the same number"),
    ]
    return pairs.compactMap { pair, reason in
      pair.map {
        "\(place): the labels \"\($0.0)\" and \"\($0.1)\" \(reason), and are counted as two classes."
          + " If they are one, write them alike."
      }
    }
  }

  /// The index of the largest number, if it is a usual mark and far above the others.
  private func largest(_ kept: [Int]) -> Int? {
    let numbers = kept.compactMap { index in
      Double(levels.values[index]).map { (index: index, value: $0) }
    }.sorted { $0.value < $1.value }
    guard numbers.count > 2, numbers.count == kept.count, let last = numbers.last else {
      return nil
    }
    let second = numbers[numbers.count - 2].value
    let isFar = last.value >= 1_000 * max(second, 1)
    return isFar || (Self.marks.contains(last.value) && last.value - second > 1) ? last.index : nil
  }

  /// Largest values of the usual integer types, and what segmentation and survey data use.
  private static let marks: Set<Double> = [
    99, 127, 254, 255, 999, 9_999, 32_767, 65_535, 99_999, 2_147_483_647, 4_294_967_295, 0x1p63,
    0x1p64,
  ]
}
