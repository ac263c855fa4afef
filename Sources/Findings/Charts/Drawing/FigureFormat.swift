/// Where a figure is to stand.
package enum FigureFormat: String, CaseIterable, Sendable {
  /// A page with light and dark colours, titles and pixels.
  case screen
  /// A column of a paper of two columns (3.25 inches), and its whole width (6.875 inches): text of
  /// 8 points, no title inside, one set of colours.
  case column, page

  /// Text of 12 units is 8 points in a paper.
  static let pointsPerUnit = 8.0 / 12
  private static let pointsPerInch = 72.0

  /// The width in units; `wanted` on a screen.
  func width(_ wanted: Double) -> Double {
    inches.map { $0 * Self.pointsPerInch / Self.pointsPerUnit } ?? wanted
  }

  /// Whether it is printed.
  package var isPaper: Bool { self != .screen }

  private var inches: Double? {
    switch self {
    case .screen: nil
    case .column: 3.25
    case .page: 6.875
    }
  }

  /// A length as the root of an SVG has it: pixels, or points.
  func length(_ units: Double) -> String {
    isPaper ? "\(SVGCanvas.n(units * Self.pointsPerUnit))pt" : SVGCanvas.n(units)
  }
}
