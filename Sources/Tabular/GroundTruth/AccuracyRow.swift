/// One accuracy of a source, before rows of one pair are put together.
struct AccuracyRow {
  let model: String
  let dataset: String
  /// In the file; nil where there are no lines.
  let line: Int?
  /// The field, for messages.
  let text: String
  let value: Double
  let spread: Double?
  let isPercent: Bool

  var placed: PlacedValue {
    let pair = "\(model) on \(dataset)"
    return PlacedValue(
      value: value, isPercent: isPercent, dataset: dataset, text: text,
      place: line.map { "line \($0): \(pair)" } ?? pair)
  }
}
