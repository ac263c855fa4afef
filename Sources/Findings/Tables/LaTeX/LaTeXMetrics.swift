/// How wide text is in Computer Modern at 10 points, near enough to choose a place and a size for a
/// table: an estimate, a little wide on purpose. TeX itself sets what is printed.
enum LaTeXMetrics {
  /// In points at a size of 10 points.
  static func width(_ text: String) -> Double {
    margin * text.reduce(0) { $0 + width($1) }
  }

  private static let margin = 1.04

  private static func width(_ character: Character) -> Double {
    switch character {
    case "0"..."9": 5.0
    case "i", "j", "l", ".", ",", ":", ";", "'", "!", "|", "[", "]": 2.8
    case "f", "r", "s", "t", "(", ")", "-", " ", "/": 3.9
    case "m", "w", "+", "−", "±", "×", "Δ", "~": 8.0
    case "M", "W", "—", "…": 10
    case "A"..."Z": 7.2
    case _ where character.isASCII: 5.3
    default: 7
    }
  }
}
