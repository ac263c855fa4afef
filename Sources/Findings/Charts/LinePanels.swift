/// Lines over steps as small multiples with one scale: potential energy, by dataset or by parameter.
package struct LinePanels {
  /// How a line stands out.
  package enum Look: Sendable, Equatable {
    /// There for comparison only.
    case rest
    case better, worse
    /// One of a few that are named beside the panel.
    case series(Int)
    /// One of a few values in order, which are named too: without a colour of its own.
    case value(Int)
  }

  /// A line of a panel.
  package struct Line {
    /// What it is called.
    package var name: String
    /// In the order of steps.
    package var points: [(x: Double, y: Double)]
    /// Whether it stands out.
    package var look: Look
    /// Why it ends before its time; nil where it does not.
    package var stop: String?
    /// Whether it is a model, which a page can make stand out.
    package var isModel = false

    package init(
      name: String, points: [(x: Double, y: Double)], look: Look, stop: String? = nil
    ) {
      self.name = name
      self.points = points
      self.look = look
      self.stop = stop
    }
  }

  /// A panel of the figure.
  package struct Panel {
    /// The heading.
    package var title: String
    /// Under the title.
    package var note: String
    /// Those that stand out are drawn last.
    package var lines: [Line]

    package init(title: String, note: String, lines: [Line]) {
      self.title = title
      self.note = note
      self.lines = lines
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the horizontal axis is.
  package var xName: String
  /// What the vertical axis is.
  package var yName: String
  /// In the order of reading.
  package var panels: [Panel]
  /// Whether equal steps of the vertical axis are equal ratios.
  package var isLogarithmic = false
  /// What the looks `better` and `worse` are.
  package var lookNames: (better: String, worse: String)?

  package init(
    title: String, subtitle: String? = nil, xName: String, yName: String, panels: [Panel]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.yName = yName
    self.panels = panels
  }

  private static let panel = PanelFrame.Size(
    widest: 290, narrowest: 230, height: 226, perRow: 4)

  /// The width of a panel that stands alone.
  private static let single = 600.0

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let isNamed = panels.contains { $0.lines.contains { $0.look.isNamed } }
    var size = Self.panel
    if isNamed { (size.perRow, size.narrowest) = (3, 300) }
    if isNamed { size.widest += 90 }
    if panels.count == 1 { size.widest = Self.single }
    var frame = PanelFrame(
      title, subtitle, description: description, entries: entries, count: panels.count, size: size,
      format: format)
    let points = panels.flatMap(\.lines).flatMap(\.points)
    let keyWidth = LinePanelDrawing.keyWidth(panels, frame.grid.panelWidth)
    for (index, panel) in panels.enumerated() {
      LinePanelDrawing(
        panel: panel, xName: xName, yName: frame.grid.isFirst(index) ? yName : nil, points: points,
        isLogarithmic: isLogarithmic, grid: frame.grid, index: index, keyWidth: keyWidth
      ).draw(on: &frame.canvas)
    }
    return frame.canvas.document()
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    let lines = panels.flatMap(\.lines)
    var entries: [(sign: ChartLegend.Sign, text: String)] = []
    if let lookNames {
      if lines.contains(where: { $0.look == .better }) {
        entries.append((.line(style: "pl-s0", dash: nil), lookNames.better))
      }
      if lines.contains(where: { $0.look == .worse }) {
        entries.append((.line(style: "pl-s1", dash: SeriesLook.worse.dash), lookNames.worse))
      }
      if lines.contains(where: { $0.look == .rest }) {
        entries.append((.line(style: "pl-thin pl-rest", dash: nil), "the others"))
      }
    }
    let reasons = Set(lines.compactMap(\.stop)).sorted()
    if !reasons.isEmpty { entries.append((.stop, "ended: \(reasons.joined(separator: ", "))")) }
    return entries
  }

  private var description: String {
    "\(yName) over \(xName). "
      + panels.map { panel in
        "\(panel.title): \(panel.note) "
          + panel.lines.prefix(14).compactMap { line in
            line.points.last.map { "\(line.name) to \(Typeset.short($0.y, 3))" }
          }.joined(separator: "; ")
      }.joined(separator: ". ") + "."
  }
}

extension LinePanels.Look {
  var isNamed: Bool {
    switch self {
    case .series, .value: true
    case .rest, .better, .worse: false
    }
  }
}
