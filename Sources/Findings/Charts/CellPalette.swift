import Foundation

/// The colours of cells. The value is printed in each cell, so the colour is a help only.
package enum CellPalette: Sendable {
  /// About 0: orange below, white at 0, violet above; `limit` and more have the end colours.
  case diverging(limit: Double)
  /// From white at 0 to dark brown at `high`.
  case rising(to: Double)

  /// The colour of a value, and black or white ink, whichever has the higher contrast (4.5:1 or
  /// more).
  ///
  /// - Parameter isDark: on a dark page, where the middle is dark too: what is nothing does not glow.
  package func color(_ value: Double, isDark: Bool = false) -> (hex: String, ink: String) {
    let (below, above) =
      isDark ? (Self.darkBelow, Self.darkAbove) : (Self.below, Self.above)
    switch self {
    case .diverging(let limit):
      let share = limit > 0 ? min(max(value / limit, -1), 1) : 0
      return Self.mixed(share < 0 ? below : above, abs(share))
    case .rising(let high):
      return Self.mixed(below, high > 0 ? min(max(value / high, 0), 1) : 0)
    }
  }

  /// The ends of the colour bar.
  var range: (low: Double, high: Double) {
    switch self {
    case .diverging(let limit): (-limit, limit)
    case .rising(let high): (0, high)
    }
  }

  /// A limit about 0 that a few outliers do not stretch: the value that nine of ten do not pass,
  /// unless the largest is near it.
  package static func limit(of values: [Double]) -> Double {
    let sizes = values.filter(\.isFinite).map(abs).sorted()
    guard let most = sizes.last, most > 0 else { return 1 }
    let common = sizes[(sizes.count - 1) * 9 / 10]
    return common > 0 && most > 2 * common ? common : most
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
