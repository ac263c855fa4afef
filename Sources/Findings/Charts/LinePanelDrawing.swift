/// One panel of ``LinePanels``.
struct LinePanelDrawing {
  let panel: LinePanels.Panel
  let xName: String
  let yName: String?
  /// Of all panels, for the common scale.
  let points: [(x: Double, y: Double)]
  let isLogarithmic: Bool
  let grid: PanelGrid
  let index: Int

  /// The room for the names beside the panel.
  let keyWidth: Double

  /// Left and right of a name.
  private static let besideNames = 34.0
  /// Of a panel.
  private static let mostForNames = 0.36

  /// As much as the longest name takes, up to a third of a panel.
  static func keyWidth(_ panels: [LinePanels.Panel], _ panelWidth: Double) -> Double {
    let names = panels.flatMap(\.lines).filter(\.look.isNamed).map(\.name)
    let widest = names.map(TextStyle.small.width).max() ?? 0
    return min(widest.rounded(.up) + besideNames, mostForNames * panelWidth)
  }

  /// The heading and the axis say what the only line of a figure is.
  private var hasKey: Bool {
    panel.lines.contains { $0.look.isNamed } && !(panel.lines.count == 1 && panel.title.isEmpty)
  }

  func draw(on canvas: inout SVGCanvas) {
    let probe = yScale(1, 0)
    let area = grid.area(
      index, left: PlotArea.roomForAxis(probe, count: 4), right: hasKey ? keyWidth : 14,
      above: panel.title.isEmpty && panel.note.isEmpty ? 14 : 42, below: 46)
    let room = grid.panelWidth - 16
    canvas.text(
      TextFit.shortened(panel.title, to: room, style: .strong), area.left, area.top - 26,
      style: .strong, tip: panel.title)
    canvas.text(
      TextFit.clauses(panel.note, to: room - 40, style: .small), area.left, area.top - 10,
      style: .small, tip: panel.note)
    let y = yScale(area.bottom, area.top)
    let xs = points.map(\.x)
    let x = Scale(
      fitting: xs, from: area.left + 4, to: area.right - 4,
      including: [xs.min() ?? 0, xs.max() ?? 1])
    area.yAxis(yName, y, count: 4, on: &canvas)
    area.xAxis(xName, x, ticks: x.ticks(6).filter { $0 == $0.rounded() }, on: &canvas)
    for line in panel.lines where line.look == .rest { draw(line, x, y, on: &canvas) }
    for line in panel.lines where line.look.isValue { draw(line, x, y, on: &canvas) }
    for line in panel.lines where line.look != .rest && !line.look.isValue {
      draw(line, x, y, on: &canvas)
    }
    if hasKey { key(area, y, on: &canvas) }
  }

  private func yScale(_ bottom: Double, _ top: Double) -> Scale {
    let least = points.map(\.y).min() ?? 0
    return Scale(
      fitting: points.map(\.y), from: bottom, to: top, logarithmic: isLogarithmic,
      including: least < 0 ? [] : [0])
  }

  private func draw(
    _ line: LinePanels.Line, _ x: Scale, _ y: Scale, on canvas: inout SVGCanvas
  ) {
    let path = line.points.map { (x($0.x), y($0.y)) }
    guard let last = path.last, let end = line.points.last else { return }
    let look = line.look.series
    let width = line.look == .rest ? " pl-thin" : ""
    if line.isModel { canvas.beginGroup(model: line.name) }
    canvas.polyline(path, style: "pl-line\(width) \(look.style)", dash: look.dash)
    let tip =
      "\(line.name): \(Typeset.short(end.y, 3)) at \(xName) \(Typeset.short(end.x))"
      + (line.stop.map { ", ended: \($0)" } ?? "")
    if line.stop != nil {
      canvas.stop(last.0, last.1, style: look.style, tip: tip)
    } else {
      canvas.marker(last.0, last.1, look: look, tip: tip, size: line.look == .rest ? 2 : 3)
    }
    if line.isModel { canvas.endGroup() }
  }

  /// The names of the lines beside the panel, in the order in which they end; no line leads there.
  private func key(_ area: PlotArea, _ y: Scale, on canvas: inout SVGCanvas) {
    let named = panel.lines.filter { !$0.points.isEmpty }
    let ends = named.map { y($0.points[$0.points.count - 1].y) }
    let gap = min(15, (area.bottom - area.top + 16) / Double(max(named.count, 1)))
    let places = LabelPlacement.spread(ends, gap: gap, within: (area.top)...(area.bottom + 10))
    for (line, place) in zip(named, places) {
      let look = line.look.series
      canvas.line(
        area.right + 8, place, area.right + 24, place, style: "pl-line \(look.style)",
        dash: look.dash)
      canvas.marker(area.right + 16, place, look: look, tip: line.name, size: 3)
      canvas.text(
        TextFit.shortened(line.name, to: keyWidth - Self.besideNames, style: .small),
        area.right + 29,
        place + 4, style: .small, tip: line.name)
    }
  }
}

extension LinePanels.Look {
  fileprivate var isValue: Bool { if case .value = self { true } else { false } }

  fileprivate var series: SeriesLook {
    switch self {
    case .rest: .rest
    case .better: .better
    case .worse: .worse
    case .series(let index): SeriesLook(index)
    case .value(let index): .value(index)
    }
  }
}
