extension SVGCanvas {
  /// A marker of a series; its shape tells series apart without colour.
  ///
  /// - Parameter size: half of its width.
  package mutating func marker(
    _ x: Double, _ y: Double, look: SeriesLook, tip: String, size: Double = 4
  ) {
    let style = "pl-mark \(look.style)"
    let r = size
    switch look.marker {
    case .circle: circle(x, y, r, style: style, tip: tip)
    case .square:
      let half = r - 0.5
      path(
        "M\(Self.n(x - half)) \(Self.n(y - half))h\(Self.n(2 * half))v\(Self.n(2 * half))h\(Self.n(-2 * half))z",
        style, tip)
    case .triangle:
      let height = 2 * r
      path(
        "M\(Self.n(x)) \(Self.n(y - r - 0.5))l\(Self.n(r + 0.5)) \(Self.n(height))h\(Self.n(-2 * r - 1))z",
        style, tip)
    case .diamond:
      let d = Self.n(r + 1)
      path("M\(Self.n(x)) \(Self.n(y - r - 1))l\(d) \(d)l-\(d) \(d)l-\(d) -\(d)z", style, tip)
    case .ring: circle(x, y, r + 0.5, style: "pl-ring \(look.style)", tip: tip)
    }
  }

  /// The cross where a curve ends before its time.
  mutating func stop(_ x: Double, _ y: Double, style: String, tip: String) {
    let r = 3.5
    path(
      "M\(Self.n(x - r)) \(Self.n(y - r))L\(Self.n(x + r)) \(Self.n(y + r))"
        + "M\(Self.n(x - r)) \(Self.n(y + r))L\(Self.n(x + r)) \(Self.n(y - r))",
      "pl-line \(style)", tip)
  }

  private mutating func path(_ data: String, _ style: String, _ tip: String) {
    add("<path class=\"\(style)\" d=\"\(data)\"\(Self.closed("path", tip))")
  }
}
