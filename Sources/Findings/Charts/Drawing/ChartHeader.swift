/// Title and subtitle, in as many lines as the width asks for; a paper has them in its caption.
struct ChartHeader {
  private let title: [String]
  private let subtitle: [String]
  /// Where what is below may begin.
  let height: Double

  init(_ title: String, _ subtitle: String?, width: Double, format: FigureFormat) {
    guard !format.isPaper else {
      (self.title, self.subtitle, height) = ([], [], Self.paperMargin)
      return
    }
    let room = width - 2 * Self.margin
    self.title = TextFit.wrapped(title, to: room, style: .head)
    self.subtitle = subtitle.map { TextFit.wrapped($0, to: room, style: .small) } ?? []
    height =
      Self.top + Self.titleLine * Double(self.title.count)
      + Self.subtitleLine * Double(self.subtitle.count)
  }

  private static let margin = 12.0
  private static let paperMargin = 8.0
  private static let top = 10.0
  private static let titleLine = 18.0
  private static let subtitleLine = 15.0

  func draw(on canvas: inout SVGCanvas) {
    var y = Self.top - 4
    for line in title {
      y += Self.titleLine
      canvas.text(line, Self.margin, y, style: .head)
    }
    for line in subtitle {
      y += Self.subtitleLine
      canvas.text(line, Self.margin, y, style: .small)
    }
  }
}
