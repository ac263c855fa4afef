/// A critical-difference diagram where names have no room beside the axis: a row a method, the best first,
/// and bars at the side over rows that are not told apart.
struct RankRows {
  let chart: CriticalDifferenceChart

  private static let rowHeight = 20.0
  private static let barGap = 7.0
  /// Of the text and the axis below the rows.
  private static let below = 42.0

  func svg(_ format: FigureFormat) -> String {
    let width = format.width(0)
    let header = ChartHeader(chart.title, chart.subtitle, width: width, format: format)
    let legend = ChartLegend(
      [(.line(style: "pl-bar pl-s1", dash: nil), "rows that are not told apart")], width: width)
    let (methods, bars) = (chart.sorted, chart.groups())
    let numbers = methods.map { Typeset.fixed($0.rank, 2) }
    let names = TextFit.distinct(methods.map(\.name), to: width * 0.56, style: .small)
    let left = 16 + (names.map(TextStyle.small.width).max() ?? 80)
    let edge = width - 10 - Self.barGap * Double(bars.count)
    let right = edge - 10 - (numbers.map(TextStyle.small.width).max() ?? 30)
    let top = header.height + legend.height
    let area = PlotArea(
      left: left, top: top, right: right,
      bottom: top + 6 + Self.rowHeight * Double(methods.count))
    var canvas = SVGCanvas(
      width: width, height: area.bottom + Self.below, title: chart.title,
      description: chart.description, format: format)
    header.draw(on: &canvas)
    if !bars.isEmpty { legend.draw(at: header.height, on: &canvas) }
    let count = Double(max(methods.count, 2))
    let x = Scale(fitting: [], from: left + 6, to: right - 8, including: [1, count])
    area.xAxis("mean rank", x, ticks: x.ticks(4).filter { $0 >= 1 }, on: &canvas)
    for (index, method) in methods.enumerated() {
      let y = Self.middle(index, area)
      canvas.text(names[index], left - 8, y + 4, anchor: .end, style: .small, tip: method.name)
      canvas.marker(x(method.rank), y, look: .better, tip: "\(method.name) \(numbers[index])")
      canvas.text(numbers[index], edge - 4, y + 4, anchor: .end, style: .small)
    }
    for (index, bar) in bars.enumerated() {
      let place = edge + 4 + Self.barGap * Double(index)
      canvas.line(
        place, Self.middle(bar.lowerBound, area) - 7, place,
        Self.middle(bar.upperBound, area) + 7, style: "pl-line pl-bar pl-s1")
    }
    return canvas.document()
  }

  private static func middle(_ row: Int, _ area: PlotArea) -> Double {
    area.top + 3 + rowHeight * (Double(row) + 0.5)
  }
}
