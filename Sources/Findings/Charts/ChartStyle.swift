/// How a series looks: colour, marker and dashes differ together, so none is needed alone.
package struct SeriesLook {
  enum Marker: CaseIterable { case circle, square, triangle, diamond, ring }

  /// The class of the style sheet.
  package let style: String
  let marker: Marker
  let dash: String?

  /// The style of a series, by its place in the legend, from 0.
  package init(_ index: Int) {
    let colors = 7
    style = "pl-s\(index % colors)"
    marker = Marker.allCases[index % Marker.allCases.count]
    dash = [nil, "6 3", "2 3", "8 3 2 3"][(index / colors) % 4]
  }
}

/// The one style sheet of all figures. Each colour of a series has a contrast of at least 3:1 with
/// its background, and any two differ (CIE76) by 20 or more for normal, protanope, deuteranope and
/// tritanope sight (G. M. Machado et al., IEEE TVCG 2009): a test computes both.
package enum ChartStyle {
  /// Colours of series on light paper, in their order.
  package static let lightSeries = [
    "#0072b2", "#c24f00", "#541d46", "#6f7550", "#b47c9b", "#651103", "#06287f",
  ]
  /// The same on dark paper.
  package static let darkSeries = [
    "#56b4e9", "#ff9c4a", "#3e8b4c", "#eae1ff", "#957097", "#e8c48e", "#95b9a8",
  ]

  /// The background of a light page.
  package static let lightPaper = "#ffffff"
  /// The background of a dark page.
  package static let darkPaper = "#0d1117"

  /// The rules for light and dark paper.
  package static let sheet: String = {
    let shared = [
      ".pl-text{font:12px system-ui,'DejaVu Sans',sans-serif}",
      ".pl-small{font:11px system-ui,'DejaVu Sans',sans-serif}",
      ".pl-head{font:600 14px system-ui,'DejaVu Sans',sans-serif}",
      ".pl-value{font:12px system-ui,'DejaVu Sans',sans-serif}",
      ".pl-axis{stroke-width:1}.pl-grid{stroke-width:1}",
      ".pl-line{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}",
      ".pl-thin{stroke-width:1}.pl-bar{stroke-width:4}",
      ".pl-leader{stroke-width:.8;opacity:.7}",
      ".pl-mark{fill:currentColor;stroke:none}",
      ".pl-ring{fill:none;stroke:currentColor;stroke-width:2}",
    ]
    let light = theme(
      ink: "#1f2328", muted: "#59636e", grid: "#e3e7eb", paper: lightPaper, series: lightSeries)
    let dark = theme(
      ink: "#e6edf3", muted: "#9aa5b1", grid: "#30363d", paper: darkPaper, series: darkSeries)
    return shared.joined() + light + "@media (prefers-color-scheme:dark){" + dark + "}"
  }()

  private static func theme(
    ink: String, muted: String, grid: String, paper: String, series: [String]
  ) -> String {
    var rules =
      ".pl-text,.pl-head{fill:\(ink)}.pl-small{fill:\(muted)}.pl-axis{stroke:\(muted)}"
      + ".pl-grid{stroke:\(grid)}.pl-paper{fill:\(paper)}.pl-ink{color:\(ink)}"
      + ".pl-muted{color:\(muted)}"
    for (index, color) in series.enumerated() { rules += ".pl-s\(index){color:\(color)}" }
    return rules
  }
}
