/// The colours of cells. The value is printed in each cell, so the colour is a help only.
package enum CellPalette: Sendable {
  /// About 0: orange below, white at 0, violet above; `limit` and more have the end colours.
  case diverging(limit: Double)
  /// From white at 0 to dark brown at `high`.
  case rising(to: Double)

  /// What a value is drawn in.
  package func shade(_ value: Double) -> CellShade {
    switch self {
    case .diverging(let limit): CellShade(share: limit > 0 ? value / limit : 0)
    case .rising(let high): CellShade(share: high > 0 ? -max(value / high, 0) : 0)
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
}
