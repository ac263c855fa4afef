/// What markers and lines mean, in rows above the plot.
struct ChartLegend {
  /// How an entry is drawn, left of its text.
  enum Sign {
    case marker(SeriesLook)
    case line(style: String, dash: String?)
    case stop
    case band
    /// The mark of one dataset: upright beside a row, level beside a column.
    case tick(isLevel: Bool)
  }

  private let entries: [(sign: Sign, text: String)]
  private let places: [(x: Double, row: Int)]
  let height: Double

  init(_ entries: [(sign: Sign, text: String)], width: Double) {
    var places: [(x: Double, row: Int)] = []
    var (x, row) = (Self.margin, 0)
    for entry in entries {
      let own = Self.signWidth + TextStyle.small.width(entry.text) + Self.gap
      if x + own - Self.gap > width - 4, x > Self.margin { (x, row) = (Self.margin, row + 1) }
      places.append((x, row))
      x += own
    }
    self.entries = entries.map {
      (
        $0.sign,
        TextFit.shortened($0.text, to: width - Self.margin - Self.signWidth - 4, style: .small)
      )
    }
    self.places = places
    height = entries.isEmpty ? 0 : Self.rowHeight * Double(row + 1) + 4
  }

  private static let margin = 12.0
  private static let signWidth = 24.0
  private static let gap = 16.0
  private static let rowHeight = 17.0

  func draw(at top: Double, on canvas: inout SVGCanvas) {
    for (entry, place) in zip(entries, places) {
      let y = top + Self.rowHeight * (Double(place.row) + 0.5)
      draw(entry.sign, place.x, y, on: &canvas)
      canvas.text(entry.text, place.x + Self.signWidth, y + 4, style: .small)
    }
  }

  private func draw(_ sign: Sign, _ x: Double, _ y: Double, on canvas: inout SVGCanvas) {
    switch sign {
    case .marker(let look): canvas.marker(x + 10, y, look: look, tip: "")
    case .line(let style, let dash):
      canvas.line(x, y, x + 19, y, style: "pl-line \(style)", dash: dash)
    case .stop: canvas.stop(x + 10, y, style: "pl-ink", tip: "")
    case .tick(let isLevel):
      let (dx, dy) = isLevel ? (5.0, 0.0) : (0.0, 6.0)
      canvas.line(x + 10 - dx, y - dy, x + 10 + dx, y + dy, style: "pl-line pl-thin pl-rest")
    case .band: canvas.rectangle(x, y - 5, 19, 10, style: "pl-band pl-s0")
    }
  }
}
