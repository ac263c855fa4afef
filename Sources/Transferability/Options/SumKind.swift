import Wording

/// What an option may be that is written as a sum: "logme+sfda", "0.25+0.75".
package enum SumKind: Sendable, Equatable {
  /// So many of some names, each once.
  case names([String], count: ClosedRange<Int>)
  /// One of some words, or numbers from 0 of which one is larger.
  case shares(words: [String])

  /// What is between the parts.
  static let sign: Character = "+"

  /// In messages and documentation.
  package var allowed: String {
    switch self {
    case .names(let names, let count):
      "\(count.lowerBound) to \(count.upperBound) of \(names.joined(separator: ", ")), joined by +"
    case .shares(let words):
      words.joined(separator: ", ") + ", numbers from 0 joined by + (0.25+0.75)"
    }
  }

  /// The text in the one form that it has, or nil if it is not allowed.
  func accepted(_ text: String) -> String? {
    let parts = text.split(separator: Self.sign, omittingEmptySubsequences: false).map(String.init)
    switch self {
    case .names(let names, let count):
      let isAllowed =
        count.contains(parts.count) && Set(parts).count == parts.count
        && parts.allSatisfy(names.contains)
      return isAllowed ? text : nil
    case .shares(let words):
      if words.contains(text) { return text }
      guard parts.count > 1, let numbers = Self.numbers(text) else { return nil }
      return Self.text(numbers)
    }
  }

  /// The numbers of a sum; nil if one is none, or below 0, or all are 0.
  static func numbers(_ text: String) -> [Double]? {
    let numbers = text.split(separator: sign, omittingEmptySubsequences: false).map {
      Double($0).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
    let found = numbers.compactMap { $0 }
    return found.count == numbers.count && found.contains { $0 > 0 } ? found : nil
  }

  /// "0.25+0.75"
  static func text(_ numbers: [Double]) -> String {
    numbers.map(Printed.exact).joined(separator: String(sign))
  }
}
