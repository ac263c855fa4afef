/// How many pairs of classes are how far apart, in units of the sum of their radii: a line before, bars
/// after, and contact at 1.
struct GapHistogram {
  let before: [Double]
  let after: [Double]
  /// Of all panels, for the common bins.
  let all: [Double]
  let isFirst: Bool

  private static let bins = 24

  private static let ticks = 3

  /// What its axis needs at the left: hundreds of classes are tens of thousands of pairs.
  var roomForAxis: Double {
    PlotArea.roomForAxis(counts(from: 1, to: 0), count: Self.ticks, isNamed: isFirst)
  }

  /// Pairs far beyond contact do not move: a text above the bars counts them, since a bar for all of
  /// them would leave the others no height.
  private var high: Double { max(1.2, min(all.filter(\.isFinite).max() ?? 1.2, 2)) }

  private func counts(from start: Double, to end: Double) -> Scale {
    let all = counts(before, high) + counts(after, high)
    return Scale(fitting: all.map(Double.init), from: start, to: end, including: [0])
  }

  func draw(_ area: PlotArea, on canvas: inout SVGCanvas) {
    let high = high
    let x = Scale(
      fitting: [], from: area.left, to: area.right, including: [0, high])
    let (first, last) = (counts(before, high), counts(after, high))
    let y = counts(from: area.bottom, to: area.top)
    area.yAxis(isFirst ? "pairs of classes" : nil, y, count: Self.ticks, on: &canvas)
    area.xAxis("distance / sum of radii", x, ticks: x.ticks(4), on: &canvas)
    let width = high / Double(Self.bins)
    var outline = [(x(0), y(0))]
    for bin in 0..<Self.bins {
      let (from, to) = (x(width * Double(bin)), x(width * Double(bin + 1)))
      canvas.rectangle(
        from, y(Double(last[bin])), to - from, y(0) - y(Double(last[bin])), style: "pl-band pl-s0",
        tip: "\(last[bin]) after, \(first[bin]) before")
      outline += [(from, y(Double(first[bin]))), (to, y(Double(first[bin])))]
    }
    canvas.polyline(outline + [(x(high), y(0))], style: "pl-line pl-thin pl-ink")
    canvas.line(x(1), area.top, x(1), area.bottom, style: "pl-line pl-s1", dash: "4 3")
    if all.contains(where: { $0 > high }) {
      let shares = [before, after].map { "\(Typeset.fixed(100 * share($0, beyond: high), 0)) %" }
      canvas.text(
        "≥ \(Typeset.short(high)): \(shares.joined(separator: " → "))", area.right, area.top - 3,
        anchor: .end, style: .small)
    }
  }

  private func share(_ gaps: [Double], beyond high: Double) -> Double {
    Double(gaps.count { $0 > high }) / Double(max(gaps.count, 1))
  }

  private func counts(_ gaps: [Double], _ high: Double) -> [Int] {
    var counts = Array(repeating: 0, count: Self.bins)
    for gap in gaps where gap <= high {
      counts[min(Int(gap / high * Double(Self.bins)), Self.bins - 1)] += 1
    }
    return counts
  }
}
