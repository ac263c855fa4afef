/// The rectangle that figures draw in, with axes, grid lines and their names.
struct PlotArea {
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double

  /// The axis with its name below; ticks whose labels would touch the one before are not labelled.
  func xAxis(
    _ name: String, _ scale: Scale, ticks: [Double]? = nil, on canvas: inout SVGCanvas
  ) {
    var end = -Double.infinity
    for tick in ticks ?? scale.ticks() {
      let (x, text) = (scale(tick), Typeset.tick(tick))
      canvas.line(x, top, x, bottom, style: "pl-grid")
      let half = TextStyle.small.width(text) / 2
      guard x - half > end + 4 else { continue }
      canvas.text(text, x, bottom + 16, anchor: .middle, style: .small)
      end = x + half
    }
    canvas.line(left, bottom, right, bottom, style: "pl-axis")
    // A long name leaves the middle of the axis rather than the canvas.
    let shown = TextFit.shortened(name, to: canvas.width - 8, style: .text)
    let half = TextStyle.text.width(shown) / 2 + 4
    let middle = min(max((left + right) / 2, half), canvas.width - half)
    canvas.text(shown, middle, bottom + 34, anchor: .middle)
  }

  func yAxis(
    _ name: String?, _ scale: Scale, count: Int = 5, isLabelled: Bool = true,
    on canvas: inout SVGCanvas
  ) {
    let ticks = scale.ticks(count)
    for tick in ticks {
      canvas.line(left, scale(tick), right, scale(tick), style: "pl-grid")
      guard isLabelled else { continue }
      canvas.text(Typeset.tick(tick), left - 6, scale(tick) + 4, anchor: .end, style: .small)
    }
    guard let name, isLabelled else { return }
    let widest = ticks.map { TextStyle.small.width(Typeset.tick($0)) }.max() ?? 0
    let shown = TextFit.shortened(name, to: bottom - top + 30, style: .text)
    canvas.text(shown, left - widest - 14, (top + bottom) / 2, anchor: .middle, rotated: true)
  }

  /// The room left of an area for the labels of a y axis and its name.
  static func roomForAxis(_ scale: Scale, count: Int = 5, isNamed: Bool = true) -> Double {
    let widest = scale.ticks(count).map { TextStyle.small.width(Typeset.tick($0)) }.max() ?? 0
    return widest + (isNamed ? 28 : 12)
  }
}
