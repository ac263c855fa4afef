/// The frame that most figures share: title, plot rectangle, axes with grid lines and names.
struct PlotArea {
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double

  static func title(_ text: String, subtitle: String? = nil, on canvas: inout SVGCanvas) {
    canvas.text(text, 12, 22, style: "pl-head")
    if let subtitle { canvas.text(subtitle, 12, 39, style: "pl-small") }
  }

  func xAxis(
    _ name: String, _ scale: Scale, ticks: [Double]? = nil, on canvas: inout SVGCanvas
  ) {
    for tick in ticks ?? scale.ticks() {
      canvas.line(scale(tick), top, scale(tick), bottom, style: "pl-grid")
      canvas.text(Typeset.short(tick), scale(tick), bottom + 16, anchor: .middle, style: "pl-small")
    }
    canvas.line(left, bottom, right, bottom, style: "pl-axis")
    canvas.text(name, (left + right) / 2, bottom + 35, anchor: .middle)
  }

  func yAxis(_ name: String, _ scale: Scale, on canvas: inout SVGCanvas) {
    for tick in scale.ticks() {
      canvas.line(left, scale(tick), right, scale(tick), style: "pl-grid")
      canvas.text(Typeset.short(tick), left - 7, scale(tick) + 4, anchor: .end, style: "pl-small")
    }
    canvas.text(name, left - 48, (top + bottom) / 2, anchor: .middle, rotated: true)
  }
}
