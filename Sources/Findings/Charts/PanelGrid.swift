/// Small multiples: panels of one size in rows.
struct PanelGrid {
  let perRow: Int
  let rows: Int
  let panelWidth: Double
  let panelHeight: Double
  let width: Double
  let top: Double

  /// - Parameter widest: how wide a panel may be; where the width is given, as many stand in a row as
  ///   have `narrowest`.
  init(
    count: Int, perRow limit: Int, widest: Double, narrowest: Double, panelHeight: Double,
    top: Double, format: FigureFormat
  ) {
    let count = max(count, 1)
    if format.isFixed {
      width = format.width(0)
      perRow = max(1, min(count, limit, Int(width / narrowest)))
      panelWidth = (width - Self.margin) / Double(perRow)
    } else {
      perRow = min(count, limit)
      panelWidth = widest
      width = max(widest * Double(perRow) + Self.margin, 420)
    }
    rows = (count + perRow - 1) / perRow
    let room = (format.mostHeight - top) / Double(rows)
    self.panelHeight = min(panelHeight, max(room, Self.leastHeight))
    self.top = top
  }

  /// The width that a grid will have, for what is above it.
  static func width(
    count: Int, perRow limit: Int, widest: Double, format: FigureFormat
  ) -> Double {
    format.width(max(widest * Double(min(max(count, 1), limit)) + margin, 420))
  }

  static let margin = 8.0
  /// Of a panel that still has a plot between its heading and its axis.
  private static let leastHeight = 130.0

  var height: Double { top + panelHeight * Double(rows) }

  func isFirst(_ index: Int) -> Bool { index % perRow == 0 }

  /// The plot of a panel, less the room for what is around it.
  func area(
    _ index: Int, left: Double, right: Double = 12, above: Double, below: Double
  ) -> PlotArea {
    let x = Self.margin / 2 + panelWidth * Double(index % perRow)
    let y = top + panelHeight * Double(index / perRow)
    return PlotArea(
      left: x + left, top: y + above, right: x + panelWidth - right, bottom: y + panelHeight - below
    )
  }
}
