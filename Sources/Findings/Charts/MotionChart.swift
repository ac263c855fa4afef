/// What PED does to the classes of a few models: above, the ways of the class means in the plane in
/// which they are spread most; below, how far apart the pairs are, before and after, with contact at 1.
package struct MotionChart {
  /// A model with its places.
  package struct Model {
    /// What it is called.
    package var name: String
    /// Under the name.
    package var note: String
    /// By class: its places, the first before the motion.
    package var paths: [[(x: Double, y: Double)]]
    /// Distance over the sum of radii of each pair of classes.
    package var before: [Double]
    /// The same after the motion.
    package var after: [Double]
    /// Of the balls about the last places; empty where they are not drawn.
    package var radii: [Double]
    /// The same balls, which a page shows on demand; empty where it does not.
    package var radiiOnDemand: [Double] = []

    package init(
      name: String, note: String, paths: [[(x: Double, y: Double)]], before: [Double],
      after: [Double], radii: [Double] = []
    ) {
      self.radii = radii
      self.name = name
      self.note = note
      self.paths = paths
      self.before = before
      self.after = after
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// From left to right.
  package var models: [Model]

  package init(title: String, subtitle: String? = nil, models: [Model]) {
    self.title = title
    self.subtitle = subtitle
    self.models = models
  }

  private static let panel = (widest: 300.0, narrowest: 230.0, height: 250.0)
  /// With more classes balls hide each other.
  private static let mostBalls = 40
  /// How much larger a model that stands alone is drawn.
  private static let single = 1.6

  private var scale: Double { models.count > 1 ? 1 : Self.single }

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let count = max(models.count, 1)
    let widest = scale * Self.panel.widest
    let width = PanelGrid.width(count: count, perRow: count, widest: widest, format: format)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let legend = ChartLegend(Self.entries, width: width)
    // The two panels of a model stand below each other; of several models, where there is no room for those
    // beside each other, they stand side by side.
    let perRow = format.isNarrow && count > 1 ? 2 : count
    let grid = PanelGrid(
      count: 2 * count, perRow: perRow, widest: widest, narrowest: width / Double(perRow) - 4,
      panelHeight: scale * Self.panel.height, top: header.height + legend.height, format: format)
    var canvas = SVGCanvas(
      width: width, height: grid.height, title: title,
      description: models.map { "\($0.name): \($0.note)" }.joined(separator: "; "), format: format)
    header.draw(on: &canvas)
    legend.draw(at: header.height, on: &canvas)
    let gaps = models.flatMap { $0.before + $0.after }
    let above = 27 + Self.lineHeight * mostLines(grid.panelWidth)
    for (index, model) in models.enumerated() {
      let (first, second) = format.isNarrow ? (2 * index, 2 * index + 1) : (index, count + index)
      let area = grid.area(first, left: Self.planeLeft, above: above, below: 4)
      names(model, area, area.top - above, on: &canvas)
      plane(model, area, on: &canvas)
      let histogram = GapHistogram(
        before: model.before, after: model.after, all: gaps,
        isFirst: index == 0 || format.isNarrow)
      let left = max(44, histogram.roomForAxis)
      histogram.draw(grid.area(second, left: left, above: 14, below: 44), on: &canvas)
    }
    return canvas.document()
  }

  private static let entries: [(sign: ChartLegend.Sign, text: String)] = [
    (.marker(SeriesLook(style: "pl-rest", marker: .ring)), "class mean before"),
    (.marker(.better), "after"),
    (.line(style: "pl-thin pl-ink", dash: nil), "pairs before"), (.band, "pairs after"),
    (.line(style: "pl-s1", dash: "4 3"), "contact"),
  ]

  private static let planeLeft = 30.0
  private static let lineHeight = 13.0

  /// Of the notes in panels of a width.
  private func mostLines(_ panelWidth: Double) -> Double {
    let room = panelWidth - Self.planeLeft - 12
    return Double(
      models.map { TextFit.wrapped($0.note, to: room, style: .small).count }.max() ?? 1)
  }

  private func names(
    _ model: Model, _ area: PlotArea, _ top: Double, on canvas: inout SVGCanvas
  ) {
    let room = area.right - area.left
    canvas.text(
      TextFit.shortened(model.name, to: room, style: .strong), area.left, top + 16,
      style: .strong, tip: model.name)
    for (index, line) in TextFit.wrapped(model.note, to: room, style: .small).enumerated() {
      canvas.text(
        line, area.left, top + 31 + Self.lineHeight * Double(index), style: .small,
        tip: model.note)
    }
  }

  /// One scale for both directions, so that lengths compare.
  private func plane(_ model: Model, _ area: PlotArea, on canvas: inout SVGCanvas) {
    let room = area.right - area.left
    let places = model.paths.joined()
    let hasBalls = !model.radii.isEmpty && model.paths.count <= Self.mostBalls
    var reach = places.reduce(1e-12) { max($0, abs($1.x), abs($1.y)) }
    for (path, radius) in zip(model.paths, hasBalls ? model.radii : []) {
      reach = path.last.map { max(reach, abs($0.x) + radius, abs($0.y) + radius) } ?? reach
    }
    let scale = (min(room, area.bottom - area.top) / 2 - 14) / reach
    let centre = (x: (area.left + area.right) / 2, y: (area.top + area.bottom) / 2)
    func point(_ place: (x: Double, y: Double)) -> (Double, Double) {
      (centre.x + scale * place.x, centre.y - scale * place.y)
    }
    balls(model, area, scale: scale, at: point, on: &canvas)
    for (index, path) in model.paths.enumerated() {
      guard let first = path.first.map(point), let last = path.last.map(point) else { continue }
      let tip = "\(model.name), class \(index)"
      if hasBalls {
        canvas.circle(
          last.0, last.1, scale * model.radii[index], style: "pl-line pl-thin pl-rest", tip: tip)
      }
      canvas.polyline(path.map(point), style: "pl-line pl-thin pl-s0")
      canvas.marker(
        first.0, first.1, look: SeriesLook(style: "pl-rest", marker: .ring), tip: tip, size: 2)
      canvas.marker(last.0, last.1, look: .better, tip: tip, size: 2.5)
    }
  }

  /// The balls after the motion, as far as they are in the panel: true to scale they cover each other,
  /// so that a page shows them only where a reader asks (`.pl-balls` of the style sheet).
  private func balls(
    _ model: Model, _ area: PlotArea, scale: Double,
    at point: ((x: Double, y: Double)) -> (Double, Double), on canvas: inout SVGCanvas
  ) {
    let radii = model.radiiOnDemand
    guard radii.count == model.paths.count, !radii.isEmpty else { return }
    canvas.beginClip(
      area.left, area.top, area.right - area.left, area.bottom - area.top, style: "pl-balls")
    for (path, radius) in zip(model.paths, radii) {
      guard let (x, y) = path.last.map(point) else { continue }
      canvas.circle(x, y, scale * radius, style: "pl-line pl-thin pl-rest")
    }
    canvas.endGroup()
  }
}
