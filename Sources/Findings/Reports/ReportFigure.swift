/// A figure of a report, drawn anew for each place where it stands.
package struct ReportFigure {
  /// The file name without extension.
  package var name: String
  /// What it shows, and what to see in it.
  package var caption: String
  /// The setting of PED that it is of: its subtitle says it too, so only a paper, where figures have
  /// no titles, repeats it.
  package var setting: String
  /// Takes the whole width of a page: small multiples, wide tables of cells.
  package var isWide: Bool
  /// Needs the whole width of a page in a paper, though not on a screen: many cells.
  package var isPageWide: Bool
  /// Its panels each as a figure of its own, and what goes with them, in files beside it.
  package var parts: [ReportFigure] = []
  /// What a page says before the links to them.
  package var partsTitle = "Each alone"
  /// Whether it has the balls of classes, which a page shows on demand.
  package var hasBalls = false
  /// The SVG document for a place.
  package let draw: (FigureFormat) -> String

  init(
    name: String, caption: String, setting: String = "", isWide: Bool = false,
    isPageWide: Bool = false, draw: @escaping (FigureFormat) -> String
  ) {
    self.name = name
    self.caption = caption
    self.setting = setting
    self.isWide = isWide
    self.isPageWide = isWide || isPageWide
    self.draw = draw
  }

  /// In a page that has ``ChartStyle/pageSheet`` in its head, which shows the drawing that fits its width.
  func drawing(_ format: FigureFormat) -> String { Self.drawing(draw, format) }

  /// The same of a figure that is in no report.
  package static func drawing(_ draw: (FigureFormat) -> String, _ format: FigureFormat) -> String {
    "<div class=\"scroll \(format.rawValue)\">\(SVGCanvas.withoutStyle(draw(format)))</div>"
  }

  /// For where the figure has no subtitle.
  var fullCaption: String { setting.isEmpty ? caption : "\(caption) \(setting)." }
}
