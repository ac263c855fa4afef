/// A date as it is written in a condition: a stretch of time, as long as what is not written.
/// `2026-11-01` is a day, `2026-11-01T12:30` a minute, `2026-11-01T12:30:05Z` a second,
/// and with decimals of seconds as much as these say. In UTC, as the
/// program shows times.
struct Moment: Sendable, Equatable {
  /// Seconds since 1970.
  let start: Double
  /// The first moment after it.
  let end: Double

  private static let (minute, hour, day) = (60.0, 3600.0, 86400.0)

  /// nil for text that is no date.
  init?(_ text: String) {
    let pattern = /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?)?/
    guard let match = text.wholeMatch(of: pattern)?.output, let year = Int(match.1),
      let month = Int(match.2), let dayOfMonth = Int(match.3), (1...12).contains(month),
      (1...Self.days(year, month)).contains(dayOfMonth)
    else { return nil }
    let midnight = Self.day * Double(Self.daysSince1970(year, month, dayOfMonth))
    guard let hours = match.4.flatMap({ Double($0) }), let minutes = match.5.flatMap({ Double($0) })
    else {
      (start, end) = (midnight, midnight + Self.day)
      return
    }
    let seconds = match.6.flatMap { Double($0) }
    guard hours < 24, minutes < 60, seconds ?? 0 < 60 else { return nil }
    let begin = midnight + Self.hour * hours + Self.minute * minutes
    start = begin + (seconds ?? 0)
    let decimals = match.6?.split(separator: ".").dropFirst().first?.count
    let unit = (0..<(decimals ?? 0)).reduce(1.0) { unit, _ in unit / 10 }
    end = seconds == nil ? begin + Self.minute : start + unit
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// In the Gregorian calendar, by years that begin in March: a leap day is their last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    // 719,468 days lie between 1 March of the year 0 and 1970.
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// `column` compared with this stretch of time: `=` is within it, `>` after it.
  func compared(_ column: ExpressionOperand, _ comparison: Comparison) -> ExpressionNode? {
    func node(_ comparison: Comparison, _ time: Double) -> ExpressionNode {
      .compare(column, comparison, .literal(.number(time)))
    }
    let isWithin = ExpressionNode.and(node(.greaterOrEqual, start), node(.less, end))
    return switch comparison {
    case .equal, .approximately: isWithin
    // Not what is missing.
    case .notEqual: .or(node(.less, start), node(.greaterOrEqual, end))
    case .less: node(.less, start)
    case .lessOrEqual: node(.less, end)
    case .greater: node(.greaterOrEqual, end)
    case .greaterOrEqual: node(.greaterOrEqual, start)
    case .contains: nil
    }
  }
}
