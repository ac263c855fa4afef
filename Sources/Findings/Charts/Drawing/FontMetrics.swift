/// How wide text is, so that labels are cut and placed before anybody draws them.
///
/// The advance widths are those of DejaVu Sans 2.37 and its bold, which are wider than Helvetica,
/// Arial, Segoe UI, San Francisco and Roboto: what fits in them fits in those.
package enum FontMetrics {
  /// - Parameter size: of the em; the result is in the same unit.
  package static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let table = isBold ? bold : regular
    let thousandths = text.unicodeScalars.reduce(0) { $0 + width($1, table) }
    return Double(thousandths) * size / 1000
  }

  private static func width(_ scalar: Unicode.Scalar, _ table: [Int]) -> Int {
    let index = Int(scalar.value) - firstCharacter
    if table.indices.contains(index) { return table[index] }
    if scalar.properties.isEmojiPresentation || isWide(scalar.value) { return fullWidth }
    return scalar.properties.generalCategory == .nonspacingMark ? 0 : otherWidth(scalar)
  }

  /// Signs that figures use are as wide as a plus sign; letters with accents as wide as an m at most.
  private static func otherWidth(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "τ": 638
    case "–": 500
    case "−", "×", "→", "±", "≥", "≤": 838
    case "…", "—": 1000
    default: scalar.properties.isAlphabetic ? 780 : 1000
    }
  }

  private static let firstCharacter = 32
  /// Hangul Jamo, and after it the scripts whose characters are as wide as the em; punctuation, arrows and
  /// mathematical signs stand between them.
  private static func isWide(_ value: UInt32) -> Bool {
    value >= 0x1100 && !(0x2000..<0x2E80).contains(value)
  }
  private static let fullWidth = 1000

  /// From the space to the tilde, in thousandths of the em.
  private static let regular = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
  private static let bold = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
  ]
}
