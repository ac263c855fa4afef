/// Lines over a step or a parameter, labelled at their ends: energy traces and displacement, per
/// model or per setting.
package struct LineChart {
  /// A line.
  package struct Series {
    /// In the legend.
    package var name: String
    /// From left to right.
    package var points: [(x: Double, y: Double)]

    package init(name: String, points: [(x: Double, y: Double)]) {
      self.name = name
      self.points = points
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What x is.
  package var xName: String
  /// What y is.
  package var yName: String
  /// In the order of the legend.
  package var series: [Series]
  /// Draw y by its logarithm; values that are not positive are left out.
  package var isLogarithmic: Bool
  /// Steps: ticks at whole numbers only.
  package var hasWholeX: Bool
  /// Of the figure, in pixels.
  package var width: Double

  package init(
    title: String, subtitle: String? = nil, xName: String, yName: String, series: [Series],
    isLogarithmic: Bool = false, hasWholeX: Bool = true, width: Double = 640
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.yName = yName
    self.series = series
    self.isLogarithmic = isLogarithmic
    self.hasWholeX = hasWholeX
    self.width = width
  }

  /// The figure as an SVG document.
  package func svg() -> String {
    let shown = series.map { one in
      Series(
        name: one.name,
        points: one.points.filter { $0.y.isFinite && (!isLogarithmic || $0.y > 0) })
    }
    let labelWidth = min(shown.map { LabelPlacement.width($0.name) }.max() ?? 0, 220)
    let height = max(340, 110 + 14 * Double(shown.count))
    var canvas = SVGCanvas(
      width: width, height: height, title: title, description: description(shown))
    let area = PlotArea(left: 70, top: 54, right: width - labelWidth - 28, bottom: height - 50)
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    let points = shown.flatMap(\.points)
    guard !points.isEmpty else {
      canvas.text("No data", width / 2, height / 2, anchor: .middle, style: "pl-small")
      return canvas.document()
    }
    let x = Scale(
      fitting: points.map(\.x), from: area.left + 6, to: area.right,
      including: points.map(\.x).min().map { [$0, points.map(\.x).max() ?? $0] } ?? [])
    let y = Scale(
      fitting: points.map(\.y), from: area.bottom, to: area.top + 4, logarithmic: isLogarithmic,
      including: isLogarithmic || (points.map(\.y).min() ?? 0) < 0 ? [] : [0])
    let whole = x.ticks(8).filter { !hasWholeX || $0 == $0.rounded() }
    area.yAxis(yName, y, on: &canvas)
    area.xAxis(xName, x, ticks: whole, on: &canvas)
    draw(shown, x, y, area, on: &canvas)
    return canvas.document()
  }

  private func draw(
    _ shown: [Series], _ x: Scale, _ y: Scale, _ area: PlotArea, on canvas: inout SVGCanvas
  ) {
    let drawn = shown.enumerated().filter { !$0.element.points.isEmpty }
    for (index, one) in drawn {
      let look = SeriesLook(index)
      let path = one.points.map { (x($0.x), y($0.y)) }
      canvas.polyline(path, style: "pl-line \(look.style)", dash: look.dash)
      for (point, place) in zip(one.points, path) {
        let tip = "\(one.name): \(Typeset.short(point.y)) at \(Typeset.short(point.x))"
        canvas.marker(place.0, place.1, look: look, tip: tip)
      }
    }
    let ends = drawn.map { y($0.element.points[$0.element.points.count - 1].y) }
    let places = LabelPlacement.spread(
      ends, gap: 14, within: (area.top + 4)...(area.bottom))
    for (entry, (end, place)) in zip(drawn, zip(ends, places)) {
      let look = SeriesLook(entry.offset)
      let last = x(entry.element.points[entry.element.points.count - 1].x)
      canvas.polyline(
        [(last + 5, end), (area.right + 14, place)], style: "pl-line pl-leader \(look.style)",
        dash: "1 2")
      canvas.marker(area.right + 16, place, look: look, tip: entry.element.name)
      canvas.text(entry.element.name, area.right + 24, place + 4, style: "pl-small")
    }
  }

  private func description(_ shown: [Series]) -> String {
    let parts = shown.prefix(20).compactMap { one -> String? in
      guard let first = one.points.first, let last = one.points.last else { return nil }
      return "\(one.name) from \(Typeset.short(first.y)) to \(Typeset.short(last.y))"
    }
    return "\(yName) over \(xName). " + parts.joined(separator: "; ") + "."
  }
}
