/// How often each method has each rank: discs whose area is the share, a cross bar at the median
/// (the blob plot of Wiesenfarth et al., Scientific Reports 2021).
package struct RankBlobChart {
  /// A row of the figure.
  package struct Row {
    /// What it is called.
    package var name: String
    /// Of the ranks 1, 2, ..., summing to 1.
    package var shares: [Double]

    package init(name: String, shares: [Double]) {
      self.name = name
      self.shares = shares
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// From top to bottom.
  package var rows: [Row]

  package init(title: String, subtitle: String? = nil, rows: [Row]) {
    self.title = title
    self.subtitle = subtitle
    self.rows = rows
  }

  private static let width = 600.0
  private static let rowHeight = 30.0
  /// Shares below this are not drawn.
  private static let least = 0.001

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let style: TextStyle = format.isNarrow ? .small : .text
    let names = TextFit.distinct(
      rows.map(\.name), to: width * (format.isNarrow ? 0.5 : 0.4), style: style)
    let left = 24 + (names.map(style.width).max() ?? 40)
    let area = PlotArea(
      left: left, top: header.height + 6, right: width - 16,
      bottom: header.height + 6 + Self.rowHeight * Double(rows.count))
    var canvas = SVGCanvas(
      width: width, height: area.bottom + 42, title: title, description: description,
      format: format)
    header.draw(on: &canvas)
    let ranks = max(rows.first?.shares.count ?? 1, 2)
    let radius = min(13, (area.right - area.left) / Double(ranks) / 2)
    let x = Scale(
      fitting: [], from: area.left + radius + 4, to: area.right - radius - 4,
      including: [1, Double(ranks)])
    area.xAxis("rank", x, ticks: (1...ranks).map(Double.init), on: &canvas)
    for (index, row) in rows.enumerated() {
      let y = area.top + Self.rowHeight * (Double(index) + 0.5)
      canvas.text(names[index], left - 12, y + 4, anchor: .end, style: style, tip: row.name)
      draw(row, x, y, radius, on: &canvas)
    }
    return canvas.document()
  }

  private func draw(
    _ row: Row, _ x: Scale, _ y: Double, _ radius: Double, on canvas: inout SVGCanvas
  ) {
    canvas.add("<g class=\"pl-s0\">")
    for (index, share) in row.shares.enumerated() where share >= Self.least {
      canvas.circle(
        x(Double(index + 1)), y, max(radius * share.squareRoot(), 1), style: "pl-mark",
        tip: "\(row.name): rank \(index + 1) in \(Typeset.fixed(100 * share, 1)) %")
    }
    canvas.add("</g>")
    let median = x(row.median)
    canvas.line(median, y - 12, median, y + 12, style: "pl-line pl-s1")
  }

  private var description: String {
    rows.map { row in
      let parts = row.shares.enumerated().filter { $0.element >= 0.05 }.map {
        "rank \($0.offset + 1) in \(Typeset.fixed(100 * $0.element, 0)) %"
      }
      return "\(row.name): \(parts.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}

extension RankBlobChart.Row {
  /// The first rank at which half of the shares are reached.
  var median: Double {
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      if sum >= 0.5 - 1e-9 { return Double(index + 1) }
    }
    return Double(shares.count)
  }
}
