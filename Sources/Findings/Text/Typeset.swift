import Wording

/// Numbers in figures and reports: few digits, so that machines whose last bits differ show the same,
/// and a proper minus sign.
package enum Typeset {
  /// Fixed decimals; an en dash for what is undefined or infinite.
  package static func fixed(_ value: Double?, _ decimals: Int = 3) -> String {
    let finite = value.flatMap { $0.isFinite ? $0 : nil }
    return minus(Printed.fixed(finite, decimals: decimals, missing: "–"))
  }

  /// Up to `digits` significant digits without trailing zeros: for ticks and parameters.
  package static func short(_ value: Double, _ digits: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    return String(Printed.significant(value, digits: digits).map { $0 == "-" ? "−" : $0 })
  }

  /// For axes and sums, where 25000 is easier to read than 2.5e+04.
  package static func tick(_ value: Double) -> String {
    (1e4..<1e7).contains(abs(value)) ? short(value.rounded(), 7) : short(value)
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
}
