/// Mean ranks on a line (1 is best), with bars over methods whose difference is below the critical
/// one (Demšar 2006).
package struct CriticalDifferenceChart {
  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// Name and mean rank.
  package var methods: [(name: String, rank: Double)]
  /// Mean ranks closer than this are not told apart.
  package var criticalDifference: Double

  package init(
    title: String, subtitle: String? = nil, methods: [(name: String, rank: Double)],
    criticalDifference: Double
  ) {
    self.title = title
    self.subtitle = subtitle
    self.methods = methods
    self.criticalDifference = criticalDifference
  }

  /// The widest groups of neighbours (by rank) that are not told apart.
  package func groups() -> [ClosedRange<Int>] {
    let sorted = sorted
    var found: [ClosedRange<Int>] = []
    for first in sorted.indices {
      var last = first
      while last + 1 < sorted.count,
        sorted[last + 1].rank - sorted[first].rank < criticalDifference
      {
        last += 1
      }
      if last > first, found.last.map({ last > $0.upperBound }) ?? true {
        found.append(first...last)
      }
    }
    return found
  }

  var sorted: [(name: String, rank: Double)] {
    methods.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
  }

  private static let width = 760.0
  private static let rowHeight = 20.0
  private static let barGap = 8.0
  /// Above the axis: the bar of the critical difference, and the numbers of the ranks.
  private static let axisRoom = 52.0

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    if format.isNarrow { return RankRows(chart: self).svg(format) }
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let sorted = sorted
    let half = (sorted.count + 1) / 2
    let bars = groups()
    // A third of the width for names on either side.
    let names = TextFit.distinct(sorted.map(\.name), to: width / 3 - 56, style: .text)
    let labels = 58 + (names.map(TextStyle.text.width).max() ?? 80)
    let axisY = header.height + Self.axisRoom
    let firstLabel = axisY + 22 + Self.barGap * Double(bars.count)
    var canvas = SVGCanvas(
      width: width, height: firstLabel + Self.rowHeight * Double(half) + 6, title: title,
      description: description, format: format)
    header.draw(on: &canvas)
    let x = Scale(
      fitting: [], from: labels, to: width - labels,
      including: [1, Double(max(sorted.count, 2))])
    axis(x, axisY, count: max(sorted.count, 2), on: &canvas)
    for (index, method) in sorted.enumerated() {
      let isLeft = index < half
      let y = firstLabel + Self.rowHeight * Double(isLeft ? index : sorted.count - 1 - index)
      let edge = isLeft ? labels - 8 : width - labels + 8
      canvas.polyline(
        [(x(method.rank), axisY), (x(method.rank), y), (edge, y)], style: "pl-line pl-thin pl-ink")
      canvas.text(
        "\(names[index])  \(Typeset.fixed(method.rank, 2))", isLeft ? edge - 5 : edge + 5, y + 4,
        anchor: isLeft ? .end : .start)
    }
    for (index, bar) in bars.enumerated() {
      let y = axisY + 12 + Self.barGap * Double(index)
      canvas.line(
        x(sorted[bar.lowerBound].rank) - 4, y, x(sorted[bar.upperBound].rank) + 4, y,
        style: "pl-line pl-bar pl-s1")
    }
    return canvas.document()
  }

  var description: String {
    "Critical difference \(Typeset.fixed(criticalDifference, 2)). "
      + sorted.map { "\($0.name) \(Typeset.fixed($0.rank, 2))" }.joined(separator: ", ")
  }

  private func axis(_ x: Scale, _ y: Double, count: Int, on canvas: inout SVGCanvas) {
    canvas.line(x.start, y, x.end, y, style: "pl-axis")
    // With many methods not every rank has a number.
    let every = max(1, Int((22 * Double(count) / max(x.end - x.start, 1)).rounded(.up)))
    for rank in 1...count {
      canvas.line(x(Double(rank)), y - 5, x(Double(rank)), y, style: "pl-axis")
      guard (rank - 1) % every == 0 else { continue }
      canvas.text(String(rank), x(Double(rank)), y - 9, anchor: .middle, style: .small)
    }
    let length = min(criticalDifference, x.high - x.low)
    canvas.line(x(1), y - 32, x(1 + length), y - 32, style: "pl-line pl-bar pl-s1")
    canvas.text("CD \(Typeset.fixed(criticalDifference, 2))", x(1), y - 38, style: .small)
  }
}
