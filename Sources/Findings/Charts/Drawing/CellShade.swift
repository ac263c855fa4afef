import Foundation

/// The colour of a cell: one of 41, so that a style sheet can name each of them.
///
/// On a light page a cell brings its colour; on a dark one the class ``name`` stands for another, where
/// the middle is dark too: what is nothing does not glow.
package struct CellShade: Hashable, Sendable {
  /// 0 for nothing, ±``most`` for the ends.
  let level: Int

  /// Steps from nothing to an end.
  static let most = 20

  /// - Parameter share: −1 to 1 from one end to the other; beyond them the ends.
  init(share: Double) {
    level = Int((min(max(share, -1), 1) * Double(Self.most)).rounded())
  }

  private init(level: Int) { self.level = level }

  /// From the lower end to the upper.
  static let all = (-most...most).map { CellShade(level: $0) }

  /// Its class in a style sheet.
  var name: String { level < 0 ? "pl-lo\(-level)" : "pl-hi\(level)" }

  /// The colour, and black or white ink, whichever has the higher contrast (4.5:1 or more).
  package func color(isDark: Bool = false) -> (hex: String, ink: String) {
    let (below, above) =
      isDark ? (Self.darkBelow, Self.darkAbove) : (Self.below, Self.above)
    return Self.mixed(level < 0 ? below : above, Double(abs(level)) / Double(Self.most))
  }

  // C. Brewer's PuOr (colorbrewer2.org), which every eye tells apart; its lightness falls evenly
  // from the middle, so it reads without colour too.
  private static let below = [
    [247.0, 247, 247], [254, 224, 182], [253, 184, 99], [224, 130, 20], [179, 88, 6], [127, 59, 8],
  ]
  private static let above = [
    [247.0, 247, 247], [216, 218, 235], [178, 171, 210], [128, 115, 172], [84, 39, 136],
    [45, 0, 75],
  ]

  // The same hues from dark to light.
  private static let darkBelow = [
    [33.0, 38, 45], [82, 50, 20], [127, 72, 18], [179, 102, 28], [226, 144, 62], [253, 200, 140],
  ]
  private static let darkAbove = [
    [33.0, 38, 45], [53, 50, 92], [80, 72, 138], [118, 107, 180], [165, 155, 215], [216, 210, 242],
  ]

  private static func mixed(_ stops: [[Double]], _ share: Double) -> (hex: String, ink: String) {
    let place = share * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let t = place - Double(index)
    let parts = zip(stops[index], stops[index + 1]).map { $0 + t * ($1 - $0) }
    let hex = parts.map { part in
      let text = String(Int(part.rounded()), radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    // Where (1 + 0.05) / (L + 0.05) = (L + 0.05) / 0.05: white and black are as good.
    return ("#" + hex.joined(), luminance(parts) < 0.179 ? "#ffffff" : "#000000")
  }

  /// Relative luminance of WCAG 2.
  private static func luminance(_ parts: [Double]) -> Double {
    zip([0.2126, 0.7152, 0.0722], parts).reduce(0) { sum, part in
      let level = part.1 / 255
      return sum + part.0 * (level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4))
    }
  }
}
