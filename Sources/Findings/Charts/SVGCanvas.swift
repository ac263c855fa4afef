import Foundation

/// Collects the elements of one figure and closes it into a document.
///
/// Colours are classes, so one style sheet serves light and dark (`prefers-color-scheme`); readers
/// that know no media queries draw the light one. Coordinates are rounded to hundredths, so that the
/// last bits of a number do not change the file.
package struct SVGCanvas {
  let width: Double
  let height: Double
  private let title: String
  private let description: String
  private var elements: [String] = []

  package init(width: Double, height: Double, title: String, description: String) {
    self.width = width.rounded(.up)
    self.height = height.rounded(.up)
    self.title = title
    self.description = description
  }

  enum Anchor: String { case start, middle, end }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String, dash: String? = nil
  ) {
    let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    elements.append(
      "<line class=\"\(style)\" x1=\"\(Self.n(x1))\" y1=\"\(Self.n(y1))\" x2=\"\(Self.n(x2))\" "
        + "y2=\"\(Self.n(y2))\"\(dashes)/>")
  }

  /// A line through points.
  package mutating func polyline(_ points: [(Double, Double)], style: String, dash: String? = nil) {
    let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    let text = points.map { "\(Self.n($0.0)),\(Self.n($0.1))" }.joined(separator: " ")
    elements.append("<polyline class=\"\(style)\" points=\"\(text)\"\(dashes)/>")
  }

  /// An unfilled circle: a ball.
  package mutating func circle(_ x: Double, _ y: Double, _ radius: Double, style: String) {
    elements.append(
      "<circle class=\"\(style)\" cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\" "
        + "r=\"\(Self.n(radius))\"/>")
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, style: String, fill: String? = nil
  ) {
    let color = fill.map { " fill=\"\($0)\"" } ?? ""
    elements.append(
      "<rect class=\"\(style)\" x=\"\(Self.n(x))\" y=\"\(Self.n(y))\" width=\"\(Self.n(width))\" "
        + "height=\"\(Self.n(height))\"\(color)/>")
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, style: String = "pl-text",
    rotated: Bool = false, fill: String? = nil
  ) {
    let turn = rotated ? " transform=\"rotate(-90 \(Self.n(x)) \(Self.n(y)))\"" : ""
    let color = fill.map { " fill=\"\($0)\"" } ?? ""
    elements.append(
      "<text class=\"\(style)\" x=\"\(Self.n(x))\" y=\"\(Self.n(y))\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(turn)\(color)>\(XMLText.escaped(text))</text>")
  }

  /// A marker of a series; its shape tells series apart without colour.
  package mutating func marker(_ x: Double, _ y: Double, look: SeriesLook, tip: String) {
    let inner = "<title>\(XMLText.escaped(tip))</title>"
    let style = "pl-mark \(look.style)"
    let r = 4.0
    switch look.marker {
    case .circle:
      elements.append(
        "<circle class=\"\(style)\" cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\" r=\"4\">\(inner)</circle>"
      )
    case .square:
      elements.append(
        path("M\(Self.n(x - r + 0.5)) \(Self.n(y - r + 0.5))h7v7h-7z", style, inner))
    case .triangle:
      elements.append(
        path("M\(Self.n(x)) \(Self.n(y - r - 0.5))l4.5 8h-9z", style, inner))
    case .diamond:
      elements.append(path("M\(Self.n(x)) \(Self.n(y - 5))l5 5l-5 5l-5 -5z", style, inner))
    case .ring:
      elements.append(
        "<circle class=\"pl-ring \(look.style)\" cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\" "
          + "r=\"4.5\">\(inner)</circle>")
    }
  }

  private func path(_ data: String, _ style: String, _ inner: String) -> String {
    "<path class=\"\(style)\" d=\"\(data)\">\(inner)</path>"
  }

  /// The document. `role="img"` with title and desc is what screen readers announce.
  package func document() -> String {
    let size = "width=\"\(Self.n(width))\" height=\"\(Self.n(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \
      viewBox="0 0 \(Self.n(width)) \(Self.n(height))" role="img">
      <title>\(XMLText.escaped(title))</title>
      <desc>\(XMLText.escaped(description))</desc>
      <style>\(ChartStyle.sheet)</style>
      <rect class="pl-paper" width="\(Self.n(width))" height="\(Self.n(height))"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// For a page that has ``ChartStyle/sheet`` in its head.
  package static func withoutStyle(_ svg: String) -> String {
    guard let start = svg.range(of: "<style>"), let end = svg.range(of: "</style>\n") else {
      return svg
    }
    return String(svg[..<start.lowerBound]) + String(svg[end.upperBound...])
  }

  /// A coordinate with at most two decimals.
  static func n(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let whole = abs(hundredths) / 100
    let rest = abs(hundredths) % 100
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
  }
}
