/// The unit of errors, of which anything from 0 up is allowed: a fraction beside percent is recognised by
/// what two models have on one dataset.
enum ErrorUnit {
  /// Two neighbouring errors of one unit are rarely so many times apart.
  private static let gap = 10.0
  /// As a hundredth, errors in percent lie among the fractions, or not farther away than this factor.
  private static let reach = 3.0

  /// - Returns: percent if a value has the sign; nil otherwise.
  /// - Throws: ``CSVError`` for fractions beside percent, with an example of each.
  static func judged(_ values: [PlacedValue], source: String) throws -> AccuracyUnit? {
    let sign = values.first(where: \.isPercent)
    if let sign, let fraction = values.first(where: isFraction) {
      throw AccuracyUnit.mixture(fraction, sign, source: source)
    }
    for (_, one) in Dictionary(grouping: values, by: \.dataset).sorted(by: { $0.key < $1.key }) {
      if let (fraction, percent) = mixture(one) {
        throw AccuracyUnit.mixture(fraction, percent, source: source)
      }
    }
    return sign == nil ? nil : .percent
  }

  private static func isFraction(_ value: PlacedValue) -> Bool {
    !value.isPercent && value.value > 0 && value.value <= 1
  }

  private static func mixture(_ values: [PlacedValue]) -> (PlacedValue, PlacedValue)? {
    let sorted = values.filter { $0.value > 0 }.sorted { $0.value < $1.value }
    let below = sorted.filter(isFraction)
    let above = sorted.dropFirst(below.count)
    guard let least = below.first, let last = below.last, let next = above.first,
      let most = above.last, most.value <= 100, next.value >= gap * last.value,
      most.value / 100 >= least.value / reach, next.value / 100 <= last.value * reach
    else { return nil }
    return (last, next)
  }
}
