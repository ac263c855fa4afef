/// Small multiples under their heading and legend: the canvas with both drawn, and the grid for the panels.
struct PanelFrame {
  /// Of one panel, and how many stand in a row of a screen.
  struct Size {
    var widest: Double
    var narrowest: Double
    var height: Double
    var perRow: Int
  }

  var canvas: SVGCanvas
  let grid: PanelGrid

  /// - Parameters:
  ///   - description: what screen readers say of the figure.
  ///   - entries: of the legend.
  ///   - count: panels.
  init(
    _ title: String, _ subtitle: String?, description: String,
    entries: [(sign: ChartLegend.Sign, text: String)], count: Int, size: Size,
    format: FigureFormat
  ) {
    let width = PanelGrid.width(
      count: count, perRow: size.perRow, widest: size.widest, format: format)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let legend = ChartLegend(entries, width: width)
    grid = PanelGrid(
      count: count, perRow: size.perRow, widest: size.widest, narrowest: size.narrowest,
      panelHeight: size.height, top: header.height + legend.height, format: format)
    canvas = SVGCanvas(
      width: width, height: grid.height, title: title, description: description, format: format)
    header.draw(on: &canvas)
    legend.draw(at: header.height, on: &canvas)
  }
}
