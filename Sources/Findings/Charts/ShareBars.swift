/// Shares of a whole as bars, largest first.
package struct ShareBars {
  /// A row of the figure.
  package struct Row {
    /// What it is called.
    package var name: String
    /// Of 1.
    package var share: Double
    /// The kind that tells its colour: of ``ShareBars/kinds``.
    package var kind: Int

    package init(name: String, share: Double, kind: Int) {
      self.name = name
      self.share = share
      self.kind = kind
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the colours mean.
  package var kinds: [String]
  /// From top to bottom.
  package var rows: [Row]

  package init(title: String, subtitle: String? = nil, kinds: [String], rows: [Row]) {
    self.title = title
    self.subtitle = subtitle
    self.kinds = kinds
    self.rows = rows
  }

  private static let width = 600.0
  private static let rowHeight = 22.0

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let used = Set(rows.map(\.kind)).sorted()
    let legend = ChartLegend(
      used.map { (.line(style: "pl-bar \(SeriesLook($0).style)", dash: nil), kinds[$0]) },
      width: width)
    let style: TextStyle = format.isNarrow ? .small : .text
    let names = TextFit.distinct(
      rows.map(\.name), to: width * (format.isNarrow ? 0.5 : 0.4), style: style)
    let left = 22 + (names.map(style.width).max() ?? 40)
    let top = header.height + legend.height + 4
    var canvas = SVGCanvas(
      width: width, height: top + Self.rowHeight * Double(rows.count) + 8, title: title,
      description: rows.map { "\($0.name) \(Self.percent($0.share))" }.joined(separator: "; "),
      format: format)
    header.draw(on: &canvas)
    legend.draw(at: header.height, on: &canvas)
    let room = width - left - 70
    let most = max(rows.map(\.share).max() ?? 1, 1e-9)
    for (index, row) in rows.enumerated() {
      let y = top + Self.rowHeight * (Double(index) + 0.5)
      canvas.text(names[index], left - 10, y + 4, anchor: .end, style: style, tip: row.name)
      let length = max(room * max(row.share, 0) / most, 1)
      canvas.add("<g class=\"\(SeriesLook(row.kind).style)\">")
      canvas.rectangle(left, y - 7, length, 14, style: "pl-mark", tip: row.name)
      canvas.add("</g>")
      canvas.text(Self.percent(row.share), left + length + 6, y + 4, style: .small)
    }
    return canvas.document()
  }

  private static func percent(_ share: Double) -> String { Typeset.fixed(100 * share, 1) + " %" }
}
