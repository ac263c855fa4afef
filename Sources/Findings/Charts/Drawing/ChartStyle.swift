/// The one style sheet of all figures. Each colour of a series has a contrast of at least 3:1 with
/// its background, and any two differ (CIE76) by 20 or more for normal, protanope, deuteranope and
/// tritanope sight (G. M. Machado et al., IEEE TVCG 2009): a test computes both.
package enum ChartStyle {
  /// Colours of series on a light page.
  package static let lightSeries = [
    "#0072b2", "#c24f00", "#541d46", "#6f7550", "#b47c9b", "#651103", "#06287f",
  ]
  /// Colours of series on a dark page.
  package static let darkSeries = [
    "#56b4e9", "#ff9c4a", "#3e8b4c", "#eae1ff", "#957097", "#e8c48e", "#95b9a8",
  ]

  /// Of what is there for comparison only, on a light page.
  package static let lightRest = "#848d97"
  /// The same on a dark page.
  package static let darkRest = "#6e7681"

  /// The background of a light page.
  package static let lightPaper = "#ffffff"
  /// The background of a dark page.
  package static let darkPaper = "#0d1117"

  /// Of all figures of a page: light, and dark where the page is.
  package static let pageSheet = sheet(cells: Set(CellShade.all))
  /// Of one figure: what is printed is light, whatever the reader's screen is.
  ///
  /// - Parameter cells: the shades that it has.
  static func sheet(cells: Set<CellShade>) -> String {
    let shades = darkCells(cells.sorted { $0.level < $1.level })
    return shared + light + "@media screen and (prefers-color-scheme:dark){" + dark + shades + "}"
  }
  /// Of figures that are printed.
  static let paperSheet = shared + light

  private static let font = "system-ui,'DejaVu Sans',sans-serif"
  private static let shared = [
    ".pl-text,.pl-value{font:12px \(font)}.pl-small,.pl-value{font-size:11px}",
    ".pl-small{font-family:\(font)}.pl-head{font:600 14px \(font)}.pl-strong{font:600 12px \(font)}",
    ".pl-axis,.pl-grid{stroke-width:1}",
    ".pl-line{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}",
    ".pl-thin{stroke-width:1}.pl-bar{stroke-width:4}.pl-faint{opacity:.55}",
    ".pl-mark{fill:currentColor;stroke:none}.pl-band{fill:currentColor;opacity:.2}",
    ".pl-ring{fill:none;stroke:currentColor;stroke-width:2}",
    ".pl-box{fill:none;stroke-width:2.5}.pl-balls{display:none}",
  ].joined()

  /// Cells and what is written in them bring their light colours.
  private static func darkCells(_ shades: [CellShade]) -> String {
    let cells = shades.map { ".pl-cell.\($0.name){fill:\($0.color(isDark: true).hex)}" }
    let inks = Dictionary(grouping: shades) { $0.color(isDark: true).ink }
    let texts = inks.sorted { $0.key < $1.key }.map { ink, shades in
      shades.map { ".pl-value.\($0.name)" }.joined(separator: ",") + "{fill:\(ink)}"
    }
    return (cells + texts).joined()
  }

  private static let light = theme(
    ink: "#1f2328", muted: "#59636e", grid: "#e3e7eb", rest: lightRest, paper: lightPaper,
    series: lightSeries)
  private static let dark = theme(
    ink: "#e6edf3", muted: "#9aa5b1", grid: "#30363d", rest: darkRest, paper: darkPaper,
    series: darkSeries)

  /// - Parameter rest: of what is there for comparison only.
  private static func theme(
    ink: String, muted: String, grid: String, rest: String, paper: String, series: [String]
  ) -> String {
    var rules =
      ".pl-text,.pl-head,.pl-strong{fill:\(ink)}.pl-small{fill:\(muted)}.pl-axis{stroke:\(muted)}"
      + ".pl-grid{stroke:\(grid)}.pl-paper{fill:\(paper)}.pl-ink{color:\(ink)}"
      + ".pl-muted{color:\(muted)}.pl-rest{color:\(rest)}.pl-box{stroke:\(ink)}"
    for (index, color) in series.enumerated() { rules += ".pl-s\(index){color:\(color)}" }
    return rules
  }
}
