/// What the numbers of a ground truth count.
package enum AccuracyUnit: String, CaseIterable, Sendable {
  /// 0 to 100.
  case percent
  /// 0 to 1.
  case fraction
  /// Anything else: an error, a correlation, a log-likelihood. No range is checked.
  case other

  var range: ClosedRange<Double>? {
    switch self {
    case .percent: 0...100
    case .fraction: 0...1
    case .other: nil
    }
  }

  /// The unit of a whole source, from what was stated or else from its values.
  ///
  /// A value of more than 1, or with a percent sign, is percent; one from 0 to 1 is a fraction; 0
  /// may be either. Values below 0 are neither: the unit is ``other`` then, unless one has a percent
  /// sign; a few of them among what looks like percent are refused.
  ///
  /// - Parameters:
  ///   - stated: by whoever hands the values in; the values must fit it.
  ///   - isError: errors (lower is better) have no unit unless it is stated, or one has a sign.
  /// - Returns: nil if the values leave it open.
  /// - Throws: ``CSVError``: a mixture of percent and fractions (with an example of each), a value
  ///   outside the unit, stated or judged, or a mark for missing values such as -1.
  static func judged(
    _ values: [PlacedValue], stated: AccuracyUnit?, isError: Bool, source: String
  ) throws -> AccuracyUnit? {
    if let stated {
      try check(values, against: stated, source: source)
      return stated
    }
    try MissingMark.refuse(values, source: source)
    let sign = values.first(where: \.isPercent)
    if sign == nil, values.contains(where: { $0.value < 0 }) {
      if !isError { try refuseNegative(values, source: source) }
      return .other
    }
    if isError { return try ErrorUnit.judged(values, source: source) }
    let percent = sign ?? values.first { $0.value > 1 }
    let fraction = values.first { !$0.isPercent && $0.value > 0 && $0.value <= 1 }
    // 1 may be 1 percent.
    if let percent,
      let part = values.first(where: { !$0.isPercent && $0.value > 0 && $0.value < 1 })
    {
      throw mixture(part, percent, source: source)
    }
    guard percent != nil else { return fraction != nil ? .fraction : nil }
    try refuseOutside(values, source: source)
    return .percent
  }

  /// As for a whole source, of one in which each dataset may have a unit of its own, because nothing is
  /// compared between datasets. What stands beside scores may be any number, such as a log-likelihood: a
  /// mixture is recognised as among errors.
  ///
  /// - Returns: other if datasets differ.
  static func judgedByDataset(
    _ values: [PlacedValue], stated: AccuracyUnit?, source: String
  ) throws -> AccuracyUnit? {
    let datasets = Dictionary(grouping: values, by: \.dataset).sorted { $0.key < $1.key }
    let units = try datasets.map { _, values in
      try judged(values, stated: stated, isError: true, source: source) ?? smallest(holding: values)
    }
    return Set(units).count > 1 ? .other : units.first
  }

  private static func smallest(holding values: [PlacedValue]) -> AccuracyUnit {
    [fraction, percent].first { unit in
      values.allSatisfy { unit.range?.contains($0.value) ?? true }
    } ?? .other
  }

  /// A few negative numbers among what else is percent are no other unit, but mistakes.
  private static func refuseNegative(_ values: [PlacedValue], source: String) throws {
    let below = values.filter { $0.value < 0 }
    let others = values.filter { $0.value >= 0 }
    guard let first = below.first(where: { $0.value < -1 }), below.count * 4 <= values.count,
      others.allSatisfy({ $0.value <= 100 }), let percent = others.first(where: { $0.value > 1 })
    else { return }
    throw CSVError(
      "\(source): '\(first.text)' (\(first.place)) is below 0, but the accuracies look like percent "
        + "(such as '\(percent.text)'). Correct it, or leave the field empty if there is none. If these "
        + "are not percentages, say so: unit: other.")
  }

  private static func refuseOutside(_ values: [PlacedValue], source: String) throws {
    guard let range = percent.range, let value = values.first(where: { !range.contains($0.value) })
    else { return }
    let example = values.first { range.contains($0.value) }
    throw CSVError(
      "\(source): '\(value.text)' (\(value.place)) is outside 0 to 100, but the accuracies are taken as "
        + "percent\(example.map { " (such as '\($0.text)')" } ?? ""). Correct it, or leave the field "
        + "empty if there is none. If these are not percentages, say so: unit: other.")
  }

  static func mixture(
    _ fraction: PlacedValue, _ percent: PlacedValue, source: String
  ) -> CSVError {
    CSVError(
      "\(source): '\(fraction.text)' (\(fraction.place)) looks like a fraction, but "
        + "'\(percent.text)' (\(percent.place)) like percent; a file has one unit. "
        + "If it is one, say which: unit: percent, fraction or other.")
  }

  private static func check(
    _ values: [PlacedValue], against unit: AccuracyUnit, source: String
  ) throws {
    if unit != .percent, let value = values.first(where: \.isPercent) {
      throw CSVError(
        "\(source): '\(value.text)' (\(value.place)) has a percent sign, but the unit is stated as "
          + "\(unit.rawValue).")
    }
    guard let range = unit.range,
      let value = values.first(where: { !range.contains($0.value) })
    else { return }
    throw CSVError(
      "\(source): '\(value.text)' (\(value.place)) is outside \(Int(range.lowerBound)) to "
        + "\(Int(range.upperBound)), but the unit is stated as \(unit.rawValue).")
  }
}

/// A value with how it was written and where, for messages.
struct PlacedValue {
  let value: Double
  let isPercent: Bool
  let dataset: String
  let text: String
  /// "line 3: model on dataset".
  let place: String
}
