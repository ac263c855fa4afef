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
  /// may be either. Values below 0 are neither: the unit is ``other`` then.
  ///
  /// - Parameters:
  ///   - stated: by whoever hands the values in; the values must fit it.
  ///   - isError: errors (lower is better) have no unit unless it is stated.
  /// - Returns: nil if the values leave it open.
  /// - Throws: ``CSVError``: a mixture of percent and fractions (with an example of each), a value
  ///   outside the stated unit, or a mark for missing values such as -1.
  static func judged(
    _ values: [PlacedValue], stated: AccuracyUnit?, isError: Bool, source: String
  ) throws -> AccuracyUnit? {
    if let stated {
      try check(values, against: stated, source: source)
      return stated
    }
    if isError { return values.contains(where: \.isPercent) ? .percent : nil }
    if let below = values.first(where: { $0.value < 0 }) {
      try refuseMark(values, below, source: source)
      return .other
    }
    let percent = values.first { $0.isPercent || $0.value > 1 }
    let fraction = values.first { !$0.isPercent && $0.value > 0 && $0.value <= 1 }
    if let percent, let fraction {
      throw CSVError(
        "\(source): '\(fraction.text)' (\(fraction.place)) looks like a fraction, but "
          + "'\(percent.text)' (\(percent.place)) like percent; a file has one unit. "
          + "If it is one, say which: unit: percent, fraction or other.")
    }
    return percent != nil ? .percent : fraction != nil ? .fraction : nil
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

  /// A single whole negative number among values that are not negative stands for "missing".
  private static func refuseMark(
    _ values: [PlacedValue], _ below: PlacedValue, source: String
  ) throws {
    let isMark =
      below.value == below.value.rounded()
      && values.allSatisfy { $0.value >= 0 || $0.value == below.value }
      && values.contains { $0.value >= 0 }
    guard isMark else { return }
    throw CSVError(
      "\(source): '\(below.text)' (\(below.place)) looks like a mark for a missing accuracy; leave "
        + "the field empty. If it is a value, say so: unit: other.")
  }
}

/// A value with how it was written and where, for messages.
struct PlacedValue {
  let value: Double
  let isPercent: Bool
  let text: String
  /// "line 3: model on dataset".
  let place: String
}
