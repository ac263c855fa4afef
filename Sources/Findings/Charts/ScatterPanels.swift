/// Scores against accuracies as small multiples, in their own units: a mark per model. The best by
/// accuracy and the first pick of each score are named, the others where one points at them.
package struct ScatterPanels {
  /// A model with its accuracy.
  package struct Model {
    /// What it is called.
    package var name: String
    /// The score of the panel.
    package var score: Double
    /// In its unit.
    package var accuracy: Double

    package init(name: String, score: Double, accuracy: Double) {
      self.name = name
      self.score = score
      self.accuracy = accuracy
    }
  }

  /// A panel of the figure.
  package struct Panel {
    /// The heading.
    package var title: String
    /// Under the title.
    package var note: String
    /// What the horizontal axis is.
    package var xName: String
    /// In any order; each is found by its name.
    package var models: [Model]
    /// Those that stand out: the best by the truth.
    package var best: Set<String>
    /// What a user takes who follows the score; nil without one.
    package var pick: String?

    package init(
      title: String, note: String, xName: String, models: [Model], best: Set<String>, pick: String?
    ) {
      self.title = title
      self.note = note
      self.xName = xName
      self.models = models
      self.best = best
      self.pick = pick
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the vertical axis is.
  package var yName: String
  /// In the order of reading.
  package var panels: [Panel]

  package init(title: String, subtitle: String? = nil, yName: String, panels: [Panel]) {
    self.title = title
    self.subtitle = subtitle
    self.yName = yName
    self.panels = panels
  }

  private static let panel = PanelFrame.Size(
    widest: 400, narrowest: 300, height: 330, perRow: 2)

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    var frame = PanelFrame(
      title, subtitle, description: description, entries: entries, count: panels.count,
      size: Self.panel, format: format)
    let accuracies = panels.flatMap(\.models).map(\.accuracy)
    for (index, panel) in panels.enumerated() {
      ScatterPanel(
        panel: panel, yName: frame.grid.isFirst(index) ? yName : nil, accuracies: accuracies,
        grid: frame.grid, index: index
      ).draw(on: &frame.canvas)
    }
    return frame.canvas.document()
  }

  private var entries: [(sign: ChartLegend.Sign, text: String)] {
    let best = panels.map(\.best.count).max() ?? 0
    var entries: [(sign: ChartLegend.Sign, text: String)] = [
      (
        .marker(.better),
        best == 1 ? "the best model by accuracy" : "the \(best) best models by accuracy"
      )
    ]
    let pick = "the model that the score puts first"
    let isAmong = panels.compactMap { panel in panel.pick.map(panel.best.contains) }
    if isAmong.contains(false) { entries.append((.marker(.worse), pick)) }
    if isAmong.contains(true) {
      let ring = SeriesLook(style: SeriesLook.worse.style, marker: .ring)
      entries.append((.marker(ring), isAmong.contains(false) ? "the same, among the best" : pick))
    }
    let isRest = panels.contains { panel in
      panel.models.contains { !panel.best.contains($0.name) && $0.name != panel.pick }
    }
    if isRest { entries.append((.marker(.rest), "the others")) }
    return entries
  }

  private var description: String {
    panels.map { panel in
      let models = panel.models.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
      return "\(panel.title), \(panel.note), highest score first: "
        + models.map {
          "\($0.name) \(Typeset.short($0.score)), accuracy \(Typeset.short($0.accuracy))"
        }.joined(separator: "; ")
    }.joined(separator: ". ")
  }
}
