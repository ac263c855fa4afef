/// What each parameter does to a result: for numbers a curve over the parameter, with a band (the
/// interval over datasets) and a thin line per dataset; for names, which have no order, a mark with
/// its interval each and no line.
package struct SensitivityChart {
  /// A value of a parameter.
  package struct Level {
    /// The value, as text.
    package var label: String
    /// The value of a number; nil for a name or a range of values.
    package var number: Double?
    /// Over the datasets.
    package var mean: Double
    /// The 95 % interval of the mean; nil without one.
    package var interval: (low: Double, high: Double)?
    /// The value on each dataset; empty where they are not drawn.
    package var byDataset: [Double]
    /// Whether it is the official value.
    package var isOfficial: Bool

    package init(
      label: String, number: Double?, mean: Double, interval: (low: Double, high: Double)?,
      byDataset: [Double], isOfficial: Bool
    ) {
      self.label = label
      self.number = number
      self.mean = mean
      self.interval = interval
      self.byDataset = byDataset
      self.isOfficial = isOfficial
    }
  }

  /// A panel of the figure.
  package struct Panel {
    /// What it is called.
    package var name: String
    /// Numbers by size, names in order.
    package var levels: [Level]

    package init(name: String, levels: [Level]) {
      self.name = name
      self.levels = levels
    }

    var isNumeric: Bool { levels.count > 1 && levels.allSatisfy { $0.number != nil } }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the vertical axis is.
  package var yName: String
  /// What the line across is.
  package var zeroName: String
  /// Where the line across is; nil: none, and an axis that need not reach 0.
  package var zero: Double? = 0
  /// In the order of reading.
  package var panels: [Panel]

  package init(
    title: String, subtitle: String? = nil, yName: String, zeroName: String, panels: [Panel]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.yName = yName
    self.zeroName = zeroName
    self.panels = panels
  }

  private static let panel = PanelFrame.Size(
    widest: 300, narrowest: 170, height: 240, perRow: 3)

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    var frame = PanelFrame(
      title, subtitle, description: description, entries: entries, count: panels.count,
      size: Self.panel, format: format)
    let levels = panels.flatMap(\.levels)
    let values = levels.flatMap { level in
      level.byDataset + [level.mean] + (level.interval.map { [$0.low, $0.high] } ?? [])
    }
    // Names of values take two lines.
    let hasNames = panels.contains { !$0.isNumeric }
    let all = values + (zero.map { [$0] } ?? [])
    for (index, panel) in panels.enumerated() {
      let probe = Scale(fitting: all, from: 1, to: 0)
      let area = frame.grid.area(
        index, left: PlotArea.roomForAxis(probe, isNamed: true), above: 10,
        below: hasNames ? 56 : 42)
      let y = Scale(fitting: all, from: area.bottom, to: area.top)
      area.yAxis(frame.grid.isFirst(index) ? yName : nil, y, on: &frame.canvas)
      if let zero {
        frame.canvas.line(
          area.left, y(zero), area.right, y(zero), style: "pl-line pl-thin pl-ink")
      }
      SensitivityPanel(panel: panel, area: area, y: y, nameDepth: hasNames ? 48 : 34).draw(
        on: &frame.canvas)
    }
    return frame.canvas.document()
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    var entries: [(sign: ChartLegend.Sign, text: String)] = []
    if let zero {
      let text = "\(Typeset.short(zero, 3)): \(zeroName)"
      entries.append((.line(style: "pl-thin pl-ink", dash: nil), text))
    }
    let levels = panels.flatMap(\.levels)
    let counts = levels.map(\.byDataset.count)
    let (least, datasets) = (counts.min() ?? 0, counts.max() ?? 0)
    let over = least == datasets ? "\(datasets) " : "\(least) to \(datasets) "
    let isKnown = least > 0 && datasets > 1
    entries.append((.marker(.better), "mean over \(isKnown ? over : "")datasets"))
    if levels.contains(where: { $0.interval != nil }) {
      entries.append((.band, "its 95 % interval"))
    }
    if datasets > 1 {
      let sign: ChartLegend.Sign =
        panels.contains(where: \.isNumeric)
        ? .line(style: "pl-thin pl-rest", dash: nil) : .tick(isLevel: true)
      entries.append((sign, "each dataset"))
    }
    if levels.contains(where: \.isOfficial) {
      entries.append((.line(style: "pl-thin pl-ink", dash: "2 3"), "official value"))
    }
    return entries
  }

  private var description: String {
    panels.map { panel in
      panel.name + ": "
        + panel.levels.map { "\($0.label) \(Typeset.fixed($0.mean))" }.joined(separator: ", ")
    }.joined(separator: ". ")
  }
}
