/// Means with intervals over the values of a parameter, one panel per parameter: marginal effects.
package struct IntervalChart {
  /// A value and its interval.
  package struct Point {
    /// Below the point.
    package var label: String
    /// NaN is not drawn.
    package var value: Double
    /// The lower end; nil without an interval.
    package var low: Double?
    /// The upper end.
    package var high: Double?

    package init(label: String, value: Double, low: Double? = nil, high: Double? = nil) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// Points side by side.
  package struct Panel {
    /// Above the panel.
    package var name: String
    /// From left to right.
    package var points: [Point]

    package init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the values are.
  package var yName: String
  /// From left to right.
  package var panels: [Panel]

  package init(title: String, subtitle: String? = nil, yName: String, panels: [Panel]) {
    self.title = title
    self.subtitle = subtitle
    self.yName = yName
    self.panels = panels
  }

  /// The figure as an SVG document.
  package func svg() -> String {
    let perRow = min(max(panels.count, 1), 3)
    let rows = (panels.count + perRow - 1) / perRow
    let panel = (width: 210.0, height: 230.0)
    let width = max(70 + panel.width * Double(perRow), 340)
    var canvas = SVGCanvas(
      width: width, height: 50 + panel.height * Double(rows), title: title,
      description: panels.map { one in
        one.name + ": "
          + one.points.map { "\($0.label) \(Typeset.fixed($0.value))" }.joined(separator: ", ")
      }.joined(separator: ". "))
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    let values = panels.flatMap(\.points).flatMap { [$0.value, $0.low, $0.high].compactMap { $0 } }
    for (index, one) in panels.enumerated() {
      let left = 66 + panel.width * Double(index % perRow)
      let top = 56 + panel.height * Double(index / perRow)
      let area = PlotArea(
        left: left, top: top, right: left + panel.width - 16, bottom: top + panel.height - 62)
      let y = Scale(fitting: values, from: area.bottom, to: area.top)
      draw(one, area, y, isFirst: index % perRow == 0, on: &canvas)
    }
    return canvas.document()
  }

  private func draw(
    _ panel: Panel, _ area: PlotArea, _ y: Scale, isFirst: Bool, on canvas: inout SVGCanvas
  ) {
    for tick in y.ticks(4) {
      canvas.line(area.left, y(tick), area.right, y(tick), style: "pl-grid")
      if isFirst {
        canvas.text(
          Typeset.short(tick), area.left - 7, y(tick) + 4, anchor: .end, style: "pl-small")
      }
    }
    if isFirst {
      canvas.text(
        yName, area.left - 46, (area.top + area.bottom) / 2, anchor: .middle, rotated: true)
    }
    canvas.line(area.left, area.bottom, area.right, area.bottom, style: "pl-axis")
    canvas.text(panel.name, (area.left + area.right) / 2, area.bottom + 36, anchor: .middle)
    let step = (area.right - area.left) / Double(max(panel.points.count, 1))
    let look = SeriesLook(0)
    let every = max(1, Int((34 / step).rounded(.up)))
    var path: [(Double, Double)] = []
    for (index, point) in panel.points.enumerated() {
      let x = area.left + step * (Double(index) + 0.5)
      path.append((x, y(point.value)))
      if let low = point.low, let high = point.high {
        canvas.line(x, y(low), x, y(high), style: "pl-line pl-s0")
        canvas.line(x - 4, y(low), x + 4, y(low), style: "pl-line pl-s0")
        canvas.line(x - 4, y(high), x + 4, y(high), style: "pl-line pl-s0")
      }
      let interval = point.low.map { " [\(Typeset.fixed($0)), \(Typeset.fixed(point.high))]" } ?? ""
      canvas.marker(
        x, y(point.value), look: look,
        tip: "\(panel.name) \(point.label): \(Typeset.fixed(point.value))\(interval)")
      if index % every == 0 {
        canvas.text(point.label, x, area.bottom + 16, anchor: .middle, style: "pl-small")
      }
    }
    canvas.polyline(path, style: "pl-line pl-leader pl-s0")
  }
}
