import Foundation

/// A quantity over two parameters. The value is printed in each cell, so the colour is a help only.
package struct HeatMap {
  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the columns are.
  package var xName: String
  /// What the rows are.
  package var yName: String
  /// The values of x, as text.
  package var columns: [String]
  /// The values of y, as text.
  package var rows: [String]
  /// rows x columns; nil: not computed.
  package var values: [[Double?]]
  /// Of the numbers in the cells.
  package var decimals: Int
  /// "1/3" for cells over fewer datasets than the others: printed and hatched; rows x columns.
  package var partial: [[String?]] = []

  package init(
    title: String, subtitle: String? = nil, xName: String, yName: String, columns: [String],
    rows: [String], values: [[Double?]], decimals: Int = 3
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.yName = yName
    self.columns = columns
    self.rows = rows
    self.values = values
    self.decimals = decimals
  }

  /// The figure as an SVG document.
  package func svg() -> String {
    let cell = (width: columns.count > 8 ? 52.0 : 64.0, height: partial.isEmpty ? 34.0 : 46.0)
    let left = 58 + (rows.map { LabelPlacement.width($0) }.max() ?? 0)
    let top = 54.0
    let width = max(left + cell.width * Double(columns.count) + 20, 340)
    let height = top + cell.height * Double(rows.count) + 54
    let present = values.joined().compactMap { $0 }.filter(\.isFinite)
    let low = present.min() ?? 0
    let high = present.max() ?? 1
    var canvas = SVGCanvas(
      width: width, height: height, title: title,
      description: "\(rows.count) values of \(yName) by \(columns.count) of \(xName); from "
        + "\(Typeset.fixed(low, decimals)) to \(Typeset.fixed(high, decimals)).")
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    for (r, row) in rows.enumerated() {
      let y = top + cell.height * Double(r)
      canvas.text(row, left - 8, y + cell.height / 2 + 4, anchor: .end, style: "pl-small")
      for c in columns.indices {
        let x = left + cell.width * Double(c)
        draw(values[r][c], low, high, x, y, cell, on: &canvas)
        if let text = partial.isEmpty ? nil : partial[r][c] {
          hatch(text, x, y, cell, on: &canvas)
        }
      }
    }
    let bottom = top + cell.height * Double(rows.count)
    for (c, column) in columns.enumerated() {
      let x = left + cell.width * (Double(c) + 0.5)
      canvas.text(column, x, bottom + 16, anchor: .middle, style: "pl-small")
    }
    canvas.text(
      xName, left + cell.width * Double(columns.count) / 2, bottom + 36, anchor: .middle)
    canvas.text(yName, 22, (top + bottom) / 2, anchor: .middle, rotated: true)
    return canvas.document()
  }

  private func draw(
    _ value: Double?, _ low: Double, _ high: Double, _ x: Double, _ y: Double,
    _ cell: (width: Double, height: Double), on canvas: inout SVGCanvas
  ) {
    guard let value, value.isFinite else {
      canvas.text("–", x + cell.width / 2, y + cell.height / 2 + 4, anchor: .middle)
      return
    }
    let share = high > low ? (value - low) / (high - low) : 0.5
    let color = Self.color(share)
    canvas.rectangle(
      x + 1, y + 1, cell.width - 2, cell.height - 2, style: "pl-cell", fill: color.hex)
    canvas.text(
      Typeset.fixed(value, decimals), x + cell.width / 2, y + cell.height / 2 + 4,
      anchor: .middle, style: "pl-value", fill: color.ink)
  }

  /// Diagonal lines in the corners, and the number of datasets below the value, which stay readable
  /// in one colour.
  private func hatch(
    _ text: String, _ x: Double, _ y: Double, _ cell: (width: Double, height: Double),
    on canvas: inout SVGCanvas
  ) {
    for offset in stride(from: 4.0, through: 12, by: 4) {
      canvas.line(x + 1, y + 1 + offset, x + 1 + offset, y + 1, style: "pl-axis")
      canvas.line(
        x + cell.width - 1 - offset, y + cell.height - 1, x + cell.width - 1,
        y + cell.height - 1 - offset, style: "pl-axis")
    }
    canvas.text(
      text, x + cell.width / 2, y + cell.height + 1, anchor: .middle, style: "pl-small")
  }

  /// Light yellow to dark blue: its lightness falls evenly, so it reads without colour too. Black or
  /// white ink, whichever has the higher contrast (4.5:1 or more).
  package static func color(_ share: Double) -> (hex: String, ink: String) {
    let stops: [(Double, Double, Double)] = [
      (255, 247, 200), (180, 222, 190), (80, 180, 195), (35, 115, 175), (20, 50, 110),
    ]
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let t = place - Double(index)
    let a = stops[index]
    let b = stops[index + 1]
    let parts = [a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1), a.2 + t * (b.2 - a.2)]
    let hex = parts.map { part in
      let text = String(Int(part.rounded()), radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    let luminance = zip([0.2126, 0.7152, 0.0722], parts).reduce(0) { sum, part in
      let level = part.1 / 255
      return sum + part.0 * (level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4))
    }
    // Where (1 + 0.05) / (L + 0.05) = (L + 0.05) / 0.05: white and black are as good.
    return ("#" + hex.joined(), luminance < 0.179 ? "#ffffff" : "#000000")
  }
}
