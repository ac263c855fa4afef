/// Where a figure is to stand.
package enum FigureFormat: String, CaseIterable, Sendable {
  /// A page with light and dark colours, titles and pixels, as wide as the figure wants to be.
  case screen
  /// The same on a page that is too narrow for small multiples beside each other (900 pixels), and on a
  /// telephone.
  case medium, narrow
  /// A column of a paper of two columns (3.25 inches), and its whole width (6.875 inches): text of
  /// 8 points, no title inside, one set of colours.
  case column, page

  /// Text of 12 units is 8 points in a paper.
  static let pointsPerUnit = 8.0 / 12
  private static let pointsPerInch = 72.0

  /// The width in units; `wanted` where there is room for it.
  func width(_ wanted: Double) -> Double {
    switch self {
    case .screen: wanted
    case .medium: 740
    case .narrow: 340
    case .column, .page: inches * Self.pointsPerInch / Self.pointsPerUnit
    }
  }

  /// Whether it is printed.
  package var isPaper: Bool { self == .column || self == .page }

  /// Whether figures have this width, whatever they want.
  var isFixed: Bool { self != .screen }

  /// Whether what stands side by side elsewhere must stand below each other.
  var isNarrow: Bool { self == .column || self == .narrow }

  /// What a page of a paper holds above a caption of some lines: more is cut off at its foot.
  var mostHeight: Double { isPaper ? 550 / Self.pointsPerUnit : .infinity }

  private var inches: Double { self == .column ? 3.25 : 6.875 }

  /// A length as the root of an SVG has it: pixels, or points.
  func length(_ units: Double) -> String {
    isPaper ? "\(SVGCanvas.n(units * Self.pointsPerUnit))pt" : SVGCanvas.n(units)
  }
}
