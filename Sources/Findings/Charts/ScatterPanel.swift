/// One panel of ``ScatterPanels``.
struct ScatterPanel {
  let panel: ScatterPanels.Panel
  let yName: String?
  /// Of all panels, for the common scale.
  let accuracies: [Double]
  let grid: PanelGrid
  let index: Int

  private static let labelRoom = 150.0
  private static let lineHeight = 13.0

  func draw(on canvas: inout SVGCanvas) {
    let probe = Scale(fitting: accuracies, from: 1, to: 0)
    let area = grid.area(index, left: PlotArea.roomForAxis(probe), above: 42, below: 46)
    let room = area.right - area.left
    canvas.text(
      TextFit.shortened(panel.title, to: room, style: .strong), area.left, area.top - 26,
      style: .strong, tip: panel.title)
    canvas.text(
      TextFit.clauses(panel.note, to: room, style: .small), area.left, area.top - 10,
      style: .small, tip: panel.note)
    let x = Scale(
      fitting: panel.models.map(\.score), from: area.left + 6, to: area.right - 6)
    let y = Scale(fitting: accuracies, from: area.bottom - 6, to: area.top + 6)
    area.yAxis(yName, y, on: &canvas)
    area.xAxis(panel.xName, x, on: &canvas)
    let shown = panel.models.filter { $0.score.isFinite && $0.accuracy.isFinite }
    // Those that stand out come last, on top.
    for model in shown where !isNamed(model) { mark(model, x, y, on: &canvas) }
    for model in shown where isNamed(model) { mark(model, x, y, on: &canvas) }
    names(shown, x, y, area, on: &canvas)
  }

  private func isNamed(_ model: ScatterPanels.Model) -> Bool {
    panel.best.contains(model.name) || panel.pick == model.name
  }

  private func mark(
    _ model: ScatterPanels.Model, _ x: Scale, _ y: Scale, on canvas: inout SVGCanvas
  ) {
    let isBest = panel.best.contains(model.name)
    let look: SeriesLook =
      isBest ? .better : panel.pick == model.name ? .worse : .rest
    let tip =
      "\(model.name): score \(Typeset.short(model.score)), accuracy "
      + Typeset.short(model.accuracy)
    canvas.beginGroup(model: model.name)
    let place = (x(model.score), y(model.accuracy))
    canvas.marker(place.0, place.1, look: look, tip: tip, size: isNamed(model) ? 4 : 3)
    if isBest, panel.pick == model.name {
      canvas.circle(place.0, place.1, 7, style: "pl-ring \(SeriesLook.worse.style)", tip: tip)
    }
    canvas.endGroup()
  }

  /// A name stands right or left of its mark, or above or below, where it covers no mark and no name;
  /// where it would, it is left to the tip.
  private func names(
    _ shown: [ScatterPanels.Model], _ x: Scale, _ y: Scale, _ area: PlotArea,
    on canvas: inout SVGCanvas
  ) {
    let named = shown.filter(isNamed)
    let texts = TextFit.distinct(named.map(\.name), to: Self.labelRoom, style: .small)
    var taken = shown.map { model in
      Box(x(model.score) - 5, y(model.accuracy) - 5, 10, 10)
    }
    for (model, text) in zip(named, texts) {
      let (left, top) = (x(model.score), y(model.accuracy))
      let width = TextStyle.small.width(text)
      let places = [
        Box(left + 8, top - 6, width, Self.lineHeight),
        Box(left - 8 - width, top - 6, width, Self.lineHeight),
        Box(left - width / 2, top - 9 - Self.lineHeight, width, Self.lineHeight),
        Box(left - width / 2, top + 9, width, Self.lineHeight),
        Box(left - 4, top - 9 - Self.lineHeight, width, Self.lineHeight),
        Box(left - 4, top + 9, width, Self.lineHeight),
        Box(left + 4 - width, top - 9 - Self.lineHeight, width, Self.lineHeight),
        Box(left + 4 - width, top + 9, width, Self.lineHeight),
        Box(left + 4 - width, top + 24, width, Self.lineHeight),
        Box(left - 4, top + 24, width, Self.lineHeight),
      ]
      let free = places.first { place in
        place.isInside(area) && !taken.contains { $0.overlaps(place) }
      }
      guard let free else { continue }
      taken.append(free)
      canvas.text(text, free.left, free.top + 10, style: .small, tip: model.name)
    }
  }

  /// Of a mark or a name.
  private struct Box {
    let left, top, width, height: Double

    init(_ left: Double, _ top: Double, _ width: Double, _ height: Double) {
      (self.left, self.top, self.width, self.height) = (left, top, width, height)
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.left + other.width && other.left < left + width
        && top < other.top + other.height && other.top < top + height
    }

    func isInside(_ area: PlotArea) -> Bool {
      left > area.left && left + width < area.right + 8 && top > area.top - 8
        && top + height < area.bottom
    }
  }
}
