/// Two values per row joined by a line: a metric with PED against the metric without, per dataset,
/// and above them their mean.
package struct PairedChart {
  /// A row of the figure.
  package struct Row {
    /// What it is called.
    package var name: String
    /// Without PED; nil where it was not run.
    package var before: Double?
    /// With PED; nil where it was not run.
    package var after: Double?

    package init(name: String, before: Double?, after: Double?) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the horizontal axis is.
  package var xName: String
  /// What is without PED.
  package var beforeName: String
  /// What is with PED.
  package var afterName: String
  /// From top to bottom.
  package var rows: [Row]
  /// Drawn first, apart from the rows.
  package var mean: Row?
  /// Interval of the mean difference.
  package var interval: (low: Double, high: Double)?

  package init(
    title: String, subtitle: String? = nil, xName: String, beforeName: String, afterName: String,
    rows: [Row], mean: Row? = nil, interval: (low: Double, high: Double)? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.beforeName = beforeName
    self.afterName = afterName
    self.rows = rows
    self.mean = mean
    self.interval = interval
  }

  private static let width = 600.0
  private static let rowHeight = 24.0
  private static let before = SeriesLook(style: "pl-ink", marker: .ring)

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let legend = ChartLegend(entries, width: width)
    let all = (mean.map { [$0] } ?? []) + rows
    let names = TextFit.distinct(all.map(\.name), to: width * 0.32, style: .text)
    let left = 22 + (names.map(TextStyle.strong.width).max() ?? 40)
    let top = header.height + legend.height
    let area = PlotArea(
      left: left, top: top, right: width - 16, bottom: top + 8 + Self.rowHeight * Double(all.count))
    var canvas = SVGCanvas(
      width: width, height: area.bottom + 42, title: title, description: description(all),
      format: format)
    header.draw(on: &canvas)
    legend.draw(at: header.height, on: &canvas)
    let x = scale(all, area)
    area.xAxis(xName, x, on: &canvas)
    if x.low < 0, x.high > 0 {
      canvas.line(x(0), area.top, x(0), area.bottom, style: "pl-axis", dash: "3 3")
    }
    for (index, row) in all.enumerated() {
      let y = area.top + 4 + Self.rowHeight * (Double(index) + 0.5)
      let isMean = mean != nil && index == 0
      canvas.text(
        names[index], left - 10, y + 4, anchor: .end, style: isMean ? .strong : .text,
        tip: names[index] == row.name ? "" : row.name)
      if isMean { drawInterval(row, x, y, on: &canvas) }
      draw(row, x, y, on: &canvas)
    }
    return canvas.document()
  }

  private func scale(_ all: [Row], _ area: PlotArea) -> Scale {
    let ends = interval.flatMap { interval in
      mean?.before.map { [$0 + interval.low, $0 + interval.high] }
    }
    return Scale(
      fitting: all.flatMap { [$0.before, $0.after].compactMap { $0 } } + (ends ?? []),
      from: area.left + 4, to: area.right - 4)
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    var entries: [(sign: ChartLegend.Sign, text: String)] = []
    let all = rows + (mean.map { [$0] } ?? [])
    if all.contains(where: { $0.before != nil }) {
      entries.append((.marker(Self.before), beforeName))
    }
    let gains = all.compactMap { row in
      row.after.flatMap { after in row.before.map { after - $0 } }
    }
    let (isHigher, isEqual) = (gains.contains { $0 > 0 }, gains.contains(0))
    if isHigher || isEqual {
      let what = isHigher ? isEqual ? "higher or equal" : "higher" : "equal"
      entries.append((.marker(.better), "\(afterName), \(what)"))
    }
    if gains.contains(where: { $0 < 0 }) {
      entries.append((.marker(.worse), "\(afterName), lower"))
    }
    if all.contains(where: { $0.after != nil && $0.before == nil }) {
      entries.append((.marker(.rest), "\(afterName) alone"))
    }
    if interval != nil, mean != nil {
      entries.append((.band, "95 % interval of the mean difference"))
    }
    return entries
  }

  private func description(_ all: [Row]) -> String {
    all.map {
      "\($0.name): \(beforeName) \(Typeset.fixed($0.before)), \(afterName) "
        + Typeset.fixed($0.after)
    }.joined(separator: "; ")
  }

  private func drawInterval(_ row: Row, _ x: Scale, _ y: Double, on canvas: inout SVGCanvas) {
    guard let interval, let before = row.before else { return }
    let (from, to) = (x(before + interval.low), x(before + interval.high))
    canvas.rectangle(
      from, y - 7, to - from, 14, style: "pl-band pl-s0",
      tip:
        "mean difference between \(Typeset.fixed(interval.low)) and \(Typeset.fixed(interval.high))"
    )
  }

  /// The line ends at the ring, so that equal values show as a dot in it.
  private func draw(_ row: Row, _ x: Scale, _ y: Double, on canvas: inout SVGCanvas) {
    let ring = 5.5
    if let before = row.before, let after = row.after {
      let look = after >= before ? SeriesLook.better : .worse
      let from = x(before) + (after >= before ? ring : -ring)
      if abs(x(after) - x(before)) > ring {
        canvas.line(from, y, x(after), y, style: "pl-line \(look.style)", dash: look.dash)
      }
    }
    if let after = row.after {
      let look = row.before.map { after >= $0 ? SeriesLook.better : .worse } ?? .rest
      canvas.marker(
        x(after), y, look: look,
        tip: "\(row.name), \(afterName): \(Typeset.fixed(after))")
    }
    if let before = row.before {
      canvas.marker(
        x(before), y, look: Self.before,
        tip: "\(row.name), \(beforeName): \(Typeset.fixed(before))")
    }
  }
}
