/// Mean ranks on a line (1 is best), with bars over methods whose difference is below the critical
/// one (Demšar 2006).
package struct CriticalDifferenceChart {
  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// Name and mean rank.
  package var methods: [(name: String, rank: Double)]
  /// Mean ranks closer than this do not differ.
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

  /// The widest groups of neighbours (by rank) that do not differ.
  package func groups() -> [ClosedRange<Int>] {
    let sorted = methods.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
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

  /// The figure as an SVG document.
  package func svg() -> String {
    let sorted = methods.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
    let half = (sorted.count + 1) / 2
    let bars = groups()
    let labels = 20 + (sorted.map { LabelPlacement.width($0.name) + 44 }.max() ?? 80)
    let axisY = 96.0
    let firstLabel = axisY + 22 + 8 * Double(bars.count)
    let width = max(labels * 2 + 320, 560)
    var canvas = SVGCanvas(
      width: width, height: firstLabel + 20 * Double(half) + 14, title: title,
      description: "Critical difference \(Typeset.fixed(criticalDifference, 2)). "
        + sorted.map { "\($0.name) \(Typeset.fixed($0.rank, 2))" }.joined(separator: ", "))
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    let x = Scale(
      fitting: [], from: labels, to: width - labels,
      including: [1, Double(max(sorted.count, 2))])
    axis(x, axisY, count: max(sorted.count, 2), on: &canvas)
    for (index, method) in sorted.enumerated() {
      let isLeft = index < half
      let row = isLeft ? index : sorted.count - 1 - index
      let y = firstLabel + 20 * Double(row)
      let edge = isLeft ? labels - 8 : width - labels + 8
      canvas.polyline(
        [(x(method.rank), axisY), (x(method.rank), y), (edge, y)], style: "pl-line pl-thin pl-ink")
      canvas.text(
        "\(method.name)  \(Typeset.fixed(method.rank, 2))", isLeft ? edge - 5 : edge + 5, y + 4,
        anchor: isLeft ? .end : .start)
    }
    for (index, bar) in bars.enumerated() {
      let y = axisY + 12 + 8 * Double(index)
      canvas.line(
        x(sorted[bar.lowerBound].rank) - 4, y, x(sorted[bar.upperBound].rank) + 4, y,
        style: "pl-line pl-bar pl-s1")
    }
    return canvas.document()
  }

  private func axis(_ x: Scale, _ y: Double, count: Int, on canvas: inout SVGCanvas) {
    canvas.line(x.start, y, x.end, y, style: "pl-axis")
    for rank in 1...count {
      canvas.line(x(Double(rank)), y - 5, x(Double(rank)), y, style: "pl-axis")
      canvas.text(String(rank), x(Double(rank)), y - 9, anchor: .middle, style: "pl-small")
    }
    let length = min(criticalDifference, x.high - x.low)
    let end = x(1 + length)
    canvas.line(x(1), y - 32, end, y - 32, style: "pl-line pl-bar pl-s1")
    canvas.text("CD \(Typeset.fixed(criticalDifference, 2))", end + 6, y - 28, style: "pl-small")
  }
}
