import Foundation

/// Numbers as they are printed in figures and reports: few digits, so that machines whose last bits
/// differ print the same.
package enum Printed {
  /// Fixed decimals; a minus sign proper, and never `-0.00`.
  package static func fixed(_ value: Double?, _ decimals: Int = 3) -> String {
    minus(Decimal.text(value.flatMap { $0.isFinite ? $0 : nil }, digits: decimals, missing: "–"))
  }

  /// Hyphens before digits become minus signs; those in words and names stay.
  package static func minus(_ text: String) -> String {
    var result = ""
    for (index, character) in zip(text.indices, text) {
      let next = text.index(after: index)
      let isSign =
        character == "-" && next < text.endIndex && text[next].isNumber
        && (result.last.map { " [(".contains($0) } ?? true)
      result.append(isSign ? "−" : character)
    }
    return result
  }

  /// To `digits` significant digits.
  static func rounded(_ value: Double, _ digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", value)) ?? value
  }

  /// Up to `digits` significant digits without trailing zeros: for ticks and parameters.
  package static func short(_ value: Double, _ digits: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    return String(format: "%.\(digits)g", value).replacingOccurrences(of: "-", with: "−")
  }
}
