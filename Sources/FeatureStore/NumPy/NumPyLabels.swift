/// The labels of a .npy file, as they are written to a store.
enum NumPyLabels: Equatable {
  /// Classes, one a row.
  case classes([Int])
  /// Classes whose numbers go beyond `Int`.
  case largeClasses([UInt64])
  /// Classes named by text: their number in the sorted names.
  case named([Int], names: [String])
  /// N x K numbers of a regression or multi-label task.
  case targets([Double], columns: Int)

  /// How the labels were read where the file leaves a choice; nil for integers [N].
  struct Reading: Equatable {
    let labels: NumPyLabels
    let remark: String?
  }

  /// Reads integers, whole floats, bool and text [N], [N, 1] or [1, N] as classes; [N, K] with a
  /// single 1 in each row as classes (one-hot); other numbers as targets.
  ///
  /// - Throws: ``StoreError`` that names the file and the value: a label that is not a number, text
  ///   [N, K], more than two sides.
  static func reading(_ file: NumPyFile) throws -> Reading {
    guard let (rows, columns) = file.sides, file.count > 0 else {
      throw StoreError(
        "\(file.path) has shape \(file.shapeText); labels are (N,), (N, 1) or (N, K).")
    }
    // (1, N) is a row of labels; one sample of N targets makes no dataset.
    guard columns > 1, rows > 1 else { return try single(file) }
    guard !file.type.isText else {
      throw StoreError("\(file.path) has text of shape \(file.shapeText); text labels are (N,).")
    }
    return try several(file, rows: rows, columns: columns)
  }

  /// One label a row.
  private static func single(_ file: NumPyFile) throws -> Reading {
    if file.type.isText { return try text(file) }
    if file.type.isFloat { return try floats(file) }
    let words = try file.elements { (file.type.integer($0), file.type.word($0)) }
    let classes = words.compactMap(\.0)
    guard classes.count == words.count else {
      return Reading(labels: .largeClasses(words.map(\.1)), remark: nil)
    }
    return Reading(labels: .classes(classes), remark: nil)
  }

  private static func text(_ file: NumPyFile) throws -> Reading {
    let texts = try file.elements { element in
      guard let text = file.type.characters(element) else {
        throw StoreError("\(file.path) has a label that is not valid text.")
      }
      return text
    }
    let levels = LabelLevels(texts: texts)
    return Reading(
      labels: .named(levels.classes, names: levels.values),
      remark: "text is read as \(levels.values.count) classes, in the order of its bytes")
  }

  private static func floats(_ file: NumPyFile) throws -> Reading {
    let values = try numbers(file)
    let whole = values.compactMap(Int.init(exactly:))
    guard whole.count == values.count else {
      let fraction = values.first { $0.rounded() != $0 }
      return Reading(
        labels: .targets(values, columns: 1),
        remark: fraction == nil
          ? "whole numbers of 2^63 and more, such as"
            + " \(values.first { Int(exactly: $0) == nil } ?? 0), are written as targets of regression"
          : "floats that are not whole numbers are read as targets of regression")
    }
    return Reading(
      labels: .classes(whole),
      remark: "floats that are whole numbers are read as \(Set(whole).count) classes")
  }

  /// One-hot classes, or targets.
  private static func several(
    _ file: NumPyFile, rows: Int, columns: Int
  ) throws -> Reading {
    let values = try numbers(file)
    guard let classes = OneHotRows.classes(values, rows: rows, columns: columns) else {
      return Reading(
        labels: .targets(values, columns: columns),
        remark: "\(columns) columns are read as targets of a multi-label or regression task")
    }
    return Reading(
      labels: .classes(classes), remark: "one-hot rows of \(columns) columns are read as classes")
  }

  private static func numbers(_ file: NumPyFile) throws -> [Double] {
    let values = try file.allDoubles()
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw StoreError(
      "\(file.path): the label in row \(place / max(file.sides?.columns ?? 1, 1)) is "
        + "\(values[place]); a finite number is allowed.")
  }

  /// N
  var rows: Int {
    switch self {
    case .classes(let values): values.count
    case .largeClasses(let values): values.count
    case .named(let values, _): values.count
    case .targets(let values, let columns): values.count / columns
    }
  }
}
