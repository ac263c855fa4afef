/// Ranks by score against ranks by accuracy as small multiples: a row per model, hollow without PED
/// and filled with it; on the diagonal a score agrees with the truth.
package struct RankPanels {
  /// A model with its places.
  package struct Model {
    /// What it is called.
    package var name: String
    /// The rank by accuracy.
    package var truth: Double
    /// Without PED; nil where it was not run.
    package var before: Double?
    /// With PED; nil where it was not run.
    package var after: Double?

    package init(name: String, truth: Double, before: Double?, after: Double?) {
      self.name = name
      self.truth = truth
      self.before = before
      self.after = after
    }
  }

  /// A panel of the figure.
  package struct Panel {
    /// The heading.
    package var title: String
    /// Under the title.
    package var note: String
    /// In any order; each is found by its name.
    package var models: [Model]

    package init(title: String, note: String, models: [Model]) {
      self.title = title
      self.note = note
      self.models = models
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// In the order of reading.
  package var panels: [Panel]

  package init(title: String, subtitle: String? = nil, panels: [Panel]) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
  }

  private static let panel = PanelFrame.Size(
    widest: 290, narrowest: 230, height: 270, perRow: 4)

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    var frame = PanelFrame(
      title, subtitle,
      description: panels.map { "\($0.title): \($0.note)" }.joined(separator: "; "),
      entries: entries, count: panels.count, size: Self.panel, format: format)
    for (index, panel) in panels.enumerated() {
      draw(panel, index, frame.grid, on: &frame.canvas)
    }
    return frame.canvas.document()
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    let models = panels.flatMap(\.models)
    var entries: [(sign: ChartLegend.Sign, text: String)] = []
    if models.contains(where: { $0.before != nil }) {
      entries.append((.marker(ring), "without PED"))
    }
    let moved = models.filter { $0.before != nil && $0.after != nil }
    if moved.contains(where: { !$0.isFurther }) {
      entries.append((.marker(.better), "with PED, nearer to the truth or equal"))
    }
    if moved.contains(where: \.isFurther) {
      entries.append((.marker(.worse), "with PED, further away"))
    }
    if models.contains(where: { $0.before == nil && $0.after != nil }) {
      entries.append((.marker(.rest), "with PED alone"))
    }
    entries.append((.line(style: "pl-thin pl-ink", dash: "2 3"), "score and truth agree"))
    return entries
  }

  /// Of scores without PED: grey where there are others to see.
  private var ring: SeriesLook {
    let hasAfter = panels.contains { $0.models.contains { $0.after != nil } }
    return SeriesLook(style: hasAfter ? "pl-rest" : "pl-s0", marker: .ring)
  }

  private func draw(_ panel: Panel, _ index: Int, _ grid: PanelGrid, on canvas: inout SVGCanvas) {
    let area = grid.area(index, left: 44, above: 42, below: 42)
    let room = area.right - area.left + 10
    canvas.text(
      TextFit.shortened(panel.title, to: room, style: .strong), area.left, area.top - 26,
      style: .strong, tip: panel.title)
    canvas.text(
      TextFit.clauses(panel.note, to: room, style: .small), area.left, area.top - 10,
      style: .small, tip: panel.note)
    let count = Double(max(panel.models.count, 2))
    // 1, the best, is to the right and at the top.
    let x = Scale(fitting: [], from: area.right - 8, to: area.left + 8, including: [1, count])
    let y = Scale(fitting: [], from: area.top + 8, to: area.bottom - 8, including: [1, count])
    let ticks = [1, (count / 2).rounded(), count]
    for tick in ticks {
      canvas.line(area.left, y(tick), area.right, y(tick), style: "pl-grid")
      canvas.text(Typeset.short(tick), area.left - 6, y(tick) + 4, anchor: .end, style: .small)
    }
    if grid.isFirst(index) {
      canvas.text(
        "rank by accuracy", area.left - 26, (area.top + area.bottom) / 2, anchor: .middle,
        rotated: true)
    }
    area.xAxis("rank by score", x, ticks: ticks.reversed(), on: &canvas)
    canvas.line(
      x(1), y(1), x(count), y(count), style: "pl-line pl-thin pl-ink", dash: "2 3")
    for model in panel.models { draw(model, x, y(model.truth), count, on: &canvas) }
  }

  private func draw(
    _ model: Model, _ x: Scale, _ y: Double, _ count: Double, on canvas: inout SVGCanvas
  ) {
    let size = count > 20 ? 2.2 : 3.2
    canvas.beginGroup(model: model.name)
    let tip =
      "\(model.name): \(Typeset.short(model.truth)) by accuracy"
      + (model.before.map { ", \(Typeset.short($0)) without PED" } ?? "")
      + (model.after.map { ", \(Typeset.short($0)) with PED" } ?? "")
    var look = SeriesLook.rest
    if let before = model.before, let after = model.after {
      look = model.isFurther ? .worse : .better
      canvas.line(
        x(before), y, x(after), y, style: "pl-line pl-thin \(look.style)", dash: look.dash)
    }
    if let before = model.before {
      canvas.marker(x(before), y, look: ring, tip: tip, size: size)
    }
    if let after = model.after { canvas.marker(x(after), y, look: look, tip: tip, size: size) }
    canvas.endGroup()
  }
}

extension RankPanels.Model {
  /// Whether PED moves it away from its rank by accuracy.
  fileprivate var isFurther: Bool {
    guard let before, let after else { return false }
    return abs(after - truth) > abs(before - truth)
  }
}
