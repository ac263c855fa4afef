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

  /// In a page that has ``ChartStyle/pageSheet`` in its head: of the drawings the style sheet shows the one
  /// that fits the page's width, and prints the one that a sheet of paper makes least smaller.
  package static func drawings(
    _ draw: (FigureFormat) -> String, _ formats: [FigureFormat]
  ) -> String {
    let drawings = formats.map { (format: $0, svg: SVGCanvas.withoutStyle(draw($0))) }
    let printed = drawings.filter { !$0.format.isNarrow }
      .max { Self.scale($0.svg) < Self.scale($1.svg) }?.format
    return drawings.map { format, svg in
      let use = format == printed ? "\(format.rawValue) print" : format.rawValue
      return "<div class=\"scroll \(use)\">\(svg)</div>"
    }.joined()
  }

  /// Pixels of a sheet of A4 within its margins, less some lines of text.
  private static let sheet = (width: 703.0, height: 888.0)

  /// What fits a sheet's width and height, at most 1.
  private static func scale(_ svg: String) -> Double {
    guard let size = SVGCanvas.size(of: svg) else { return 0 }
    return min(sheet.width / size.width, sheet.height / size.height, 1)
  }

  /// For where the figure has no subtitle.
  var fullCaption: String { setting.isEmpty ? caption : "\(caption) \(setting)." }
}
