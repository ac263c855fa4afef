import Wording

/// Score against accuracy with every model labelled, and beside it the two rankings joined by
/// lines: a line that crosses many others is a model that the score misplaces.
package struct ScatterChart {
  /// A model.
  package struct Point {
    /// The model.
    package var name: String
    /// Along x.
    package var score: Double
    /// Along y.
    package var accuracy: Double

    package init(name: String, score: Double, accuracy: Double) {
      self.name = name
      self.score = score
      self.accuracy = accuracy
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the score is.
  package var scoreName: String
  /// In any order.
  package var points: [Point]

  package init(title: String, subtitle: String? = nil, scoreName: String, points: [Point]) {
    self.title = title
    self.subtitle = subtitle
    self.scoreName = scoreName
    self.points = points
  }

  /// The figure as an SVG document.
  package func svg() -> String {
    let finite = points.filter { $0.score.isFinite && $0.accuracy.isFinite }
    let labelWidth = min(finite.map { LabelPlacement.width($0.name) }.max() ?? 40, 190)
    let plotWidth = 440.0
    let width = 70 + plotWidth + 40 + labelWidth * 2 + 90
    let height = max(360, 100 + 18 * Double(finite.count))
    var canvas = SVGCanvas(
      width: width, height: height, title: title,
      description: "\(finite.count) models, best score first: "
        + finite.sorted { $0.score > $1.score }.map {
          "\($0.name) score \(Typeset.short($0.score)) accuracy \(Typeset.short($0.accuracy))"
        }.joined(separator: "; ") + ".")
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    let area = PlotArea(left: 70, top: 54, right: 70 + plotWidth, bottom: height - 50)
    let x = Scale(fitting: finite.map(\.score), from: area.left + 8, to: area.right - 8)
    let y = Scale(fitting: finite.map(\.accuracy), from: area.bottom - 8, to: area.top + 8)
    area.yAxis("accuracy", y, on: &canvas)
    area.xAxis(scoreName, x, on: &canvas)
    drawPoints(finite, x, y, area, on: &canvas)
    drawRanks(finite, left: area.right + 30, labelWidth: labelWidth, area, on: &canvas)
    return canvas.document()
  }

  private func drawPoints(
    _ finite: [Point], _ x: Scale, _ y: Scale, _ area: PlotArea, on canvas: inout SVGCanvas
  ) {
    let places = finite.map { (x: x($0.score), y: y($0.accuracy)) }
    let frame = LabelPlacement.Box(
      x: area.left, y: area.top, width: area.right - area.left, height: area.bottom - area.top)
    let boxes = LabelPlacement.place(places, labels: finite.map(\.name), in: frame)
    for (point, (place, box)) in zip(finite, zip(places, boxes)) {
      let nearX = min(max(place.x, box.x), box.x + box.width)
      let nearY = min(max(place.y, box.y), box.y + box.height)
      if abs(nearX - place.x) + abs(nearY - place.y) > 14 {
        canvas.line(place.x, place.y, nearX, nearY, style: "pl-line pl-leader pl-muted")
      }
      canvas.marker(
        place.x, place.y, look: SeriesLook(0),
        tip: "\(point.name): score \(Typeset.short(point.score)), accuracy "
          + Typeset.short(point.accuracy))
      canvas.text(point.name, box.x + 1, box.y + 10.5, style: "pl-small")
    }
  }

  private func drawRanks(
    _ finite: [Point], left: Double, labelWidth: Double, _ area: PlotArea,
    on canvas: inout SVGCanvas
  ) {
    // To nine digits: scores that differ by rounding only keep one order on every CPU.
    let byScore = finite.sorted {
      (Printed.rounded($0.score, digits: 9), $1.name) > (
        Printed.rounded($1.score, digits: 9), $0.name
      )
    }
    let byAccuracy = finite.sorted { ($0.accuracy, $1.name) > ($1.accuracy, $0.name) }
    let gap = (area.bottom - area.top - 24) / Double(max(finite.count, 1))
    let from = left + labelWidth + 8
    let to = from + 80
    canvas.text("by score", from, area.top + 6, anchor: .end)
    canvas.text("by accuracy", to, area.top + 6)
    for (rank, point) in byScore.enumerated() {
      guard let other = byAccuracy.firstIndex(where: { $0.name == point.name }) else { continue }
      let y1 = area.top + 26 + gap * Double(rank)
      let y2 = area.top + 26 + gap * Double(other)
      let look = abs(rank - other) * 4 >= finite.count ? SeriesLook(1) : SeriesLook(0)
      canvas.line(
        from + 4, y1 - 4, to - 4, y2 - 4, style: "pl-line \(look.style)",
        dash: look.style == "pl-s1" ? "5 3" : nil)
      canvas.text(point.name, from, y1, anchor: .end, style: "pl-small")
      canvas.text(byAccuracy[rank].name, to, y1, style: "pl-small")
    }
  }
}
