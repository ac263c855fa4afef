/// Means with intervals, a row each, about a line at 0, and a tick per dataset. A mark is filled
/// where its interval is without 0.
package struct ForestChart {
  /// A row of the figure.
  package struct Row {
    /// What it is called.
    package var name: String
    /// Over the datasets.
    package var mean: Double
    /// The 95 % interval of the mean; nil without one.
    package var interval: (low: Double, high: Double)?
    /// The value on each dataset; empty where they are not drawn.
    package var byDataset: [Double]
    /// What the others are to be seen beside: drawn in ink.
    package var isReference: Bool

    package init(
      name: String, mean: Double, interval: (low: Double, high: Double)?, byDataset: [Double],
      isReference: Bool = false
    ) {
      self.name = name
      self.mean = mean
      self.interval = interval
      self.byDataset = byDataset
      self.isReference = isReference
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the horizontal axis is.
  package var xName: String
  /// From top to bottom.
  package var rows: [Row]
  /// Values above 0 have a plus sign: differences.
  package var isSigned = true
  /// Of the printed numbers.
  package var decimals = 3

  package init(title: String, subtitle: String? = nil, xName: String, rows: [Row]) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.rows = rows
  }

  private static let width = 600.0
  private static let rowHeight = 24.0

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let legend = ChartLegend(entries, width: width)
    let names = TextFit.distinct(rows.map(\.name), to: width * 0.34, style: .text)
    let numbers = rows.map { text($0.mean) }
    let left = 22 + (names.map(TextStyle.text.width).max() ?? 40)
    let right = width - 18 - (numbers.map(TextStyle.small.width).max() ?? 40)
    let top = header.height + legend.height
    let area = PlotArea(
      left: left, top: top, right: right, bottom: top + 8 + Self.rowHeight * Double(rows.count))
    var canvas = SVGCanvas(
      width: width, height: area.bottom + 42, title: title, description: description,
      format: format)
    header.draw(on: &canvas)
    legend.draw(at: header.height, on: &canvas)
    let values = rows.flatMap { row in
      row.byDataset + [row.mean] + (row.interval.map { [$0.low, $0.high] } ?? [])
    }
    let x = Scale(fitting: values + [0], from: left + 6, to: right - 6)
    area.xAxis(xName, x, on: &canvas)
    canvas.line(x(0), area.top, x(0), area.bottom, style: "pl-line pl-thin pl-ink")
    for (index, row) in rows.enumerated() {
      let y = area.top + 4 + Self.rowHeight * (Double(index) + 0.5)
      canvas.text(
        names[index], left - 10, y + 4, anchor: .end, tip: names[index] == row.name ? "" : row.name)
      canvas.text(numbers[index], width - 10, y + 4, anchor: .end, style: .small)
      draw(row, x, y, on: &canvas)
    }
    return canvas.document()
  }

  private func text(_ value: Double) -> String {
    let text = Typeset.fixed(value, decimals)
    return isSigned && value > 0 ? "+" + text : text
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    var entries: [(sign: ChartLegend.Sign, text: String)] = []
    let intervals = rows.compactMap(\.interval)
    if intervals.isEmpty {
      entries.append((.marker(.better), "mean"))
    } else if isSigned {
      let what = "mean and 95 % interval\(over)"
      let clear = intervals.count(where: Self.isWithoutZero)
      if clear > 0 { entries.append((.marker(.better), "\(what), without 0")) }
      if clear < intervals.count {
        let ring = SeriesLook(style: "pl-s0", marker: .ring)
        entries.append((.marker(ring), clear > 0 ? "with 0" : "\(what), with 0"))
      }
    } else {
      entries.append((.marker(.better), "mean and 95 % interval\(over)"))
    }
    if rows.contains(where: { $0.byDataset.count > 1 }) {
      entries.append((.tick(isLevel: false), "each dataset"))
    }
    return entries
  }

  /// " over 8 datasets"; rows over fewer say so themselves.
  private var over: String {
    let most = rows.map(\.byDataset.count).max() ?? 0
    return most > 1 ? " over \(most) datasets" : " over datasets"
  }

  private static func isWithoutZero(_ interval: (low: Double, high: Double)) -> Bool {
    interval.low > 0 || interval.high < 0
  }

  private func draw(_ row: Row, _ x: Scale, _ y: Double, on canvas: inout SVGCanvas) {
    for value in row.byDataset where row.byDataset.count > 1 {
      canvas.line(x(value), y - 7, x(value), y + 7, style: "pl-line pl-thin pl-rest")
    }
    let style = row.isReference ? "pl-ink" : "pl-s0"
    var isWithoutZero = true
    var tip = "\(row.name): \(text(row.mean))"
    if let interval = row.interval {
      canvas.line(x(interval.low), y, x(interval.high), y, style: "pl-line \(style)")
      isWithoutZero = !isSigned || Self.isWithoutZero(interval)
      tip += " [\(text(interval.low)), \(text(interval.high))]"
    }
    if !isWithoutZero { canvas.circle(x(row.mean), y, 5, style: "pl-paper") }
    canvas.marker(
      x(row.mean), y, look: SeriesLook(style: style, marker: isWithoutZero ? .circle : .ring),
      tip: tip)
  }

  private var description: String {
    rows.map { row in
      let interval = row.interval.map { " [\(text($0.low)), \(text($0.high))]" } ?? ""
      return "\(row.name) \(text(row.mean))\(interval)"
    }.joined(separator: "; ")
  }
}
