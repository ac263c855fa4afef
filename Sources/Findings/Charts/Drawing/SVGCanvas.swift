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
  private let format: FigureFormat
  private var elements: [String] = []
  /// Of an image nothing can be reached by the keyboard.
  private var hasLinks = false
  private var shades: Set<CellShade> = []
  private var clips = 0

  /// An empty figure of a size, for a place.
  package init(
    width: Double, height: Double, title: String, description: String,
    format: FigureFormat = .screen
  ) {
    self.width = format.isPaper ? width : width.rounded(.up)
    self.height = height.rounded(.up)
    self.title = title
    self.description = description
    self.format = format
  }

  enum Anchor: String { case start, middle, end }

  mutating func add(_ element: String) { elements.append(element) }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String, dash: String? = nil
  ) {
    let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    add(
      "<line class=\"\(style)\" x1=\"\(Self.n(x1))\" y1=\"\(Self.n(y1))\" x2=\"\(Self.n(x2))\" "
        + "y2=\"\(Self.n(y2))\"\(dashes)/>")
  }

  /// A line through points.
  package mutating func polyline(_ points: [(Double, Double)], style: String, dash: String? = nil) {
    let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    add("<polyline class=\"\(style)\" points=\"\(Self.list(points))\"\(dashes)/>")
  }

  mutating func polygon(_ points: [(Double, Double)], style: String) {
    add("<polygon class=\"\(style)\" points=\"\(Self.list(points))\"/>")
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, style: String,
    shade: CellShade? = nil, tip: String = ""
  ) {
    let kind = style + shadeClass(shade)
    let color = shade.map { " fill=\"\($0.color().hex)\"" } ?? ""
    add(
      "<rect class=\"\(kind)\" x=\"\(Self.n(x))\" y=\"\(Self.n(y))\" width=\"\(Self.n(width))\" "
        + "height=\"\(Self.n(height))\"\(color)\(Self.closed("rect", tip))")
  }

  /// A circle; what fills it is up to its style.
  package mutating func circle(
    _ x: Double, _ y: Double, _ radius: Double, style: String, tip: String = ""
  ) {
    add(
      "<circle class=\"\(style)\" cx=\"\(Self.n(x))\" cy=\"\(Self.n(y))\" "
        + "r=\"\(Self.n(radius))\"\(Self.closed("circle", tip))")
  }

  /// - Parameters:
  ///   - rotated: a quarter turn to the left, about (x, y).
  ///   - shade: of the cell that it is written in.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, style: TextStyle = .text,
    rotated: Bool = false, shade: CellShade? = nil, tip: String = ""
  ) {
    guard !text.isEmpty else { return }
    let turn = rotated ? " transform=\"rotate(-90 \(Self.n(x)) \(Self.n(y)))\"" : ""
    let kind = style.rawValue + shadeClass(shade)
    let color = shade.map { " fill=\"\($0.color().ink)\"" } ?? ""
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    add(
      "<text class=\"\(kind)\" x=\"\(Self.n(x))\" y=\"\(Self.n(y))\"\(place)\(turn)"
        + "\(color)>\(XMLText.escaped(text))\(Self.title(tip))</text>")
  }

  /// By its class the style sheet knows a shade on a dark page.
  private mutating func shadeClass(_ shade: CellShade?) -> String {
    guard let shade, !format.isPaper else { return "" }
    shades.insert(shade)
    return " " + shade.name
  }

  /// What is drawn until ``endGroup()`` belongs to a model: a page may make it stand out.
  mutating func beginGroup(model: String) {
    add("<g class=\"pl-of\" data-model=\"\(XMLText.escaped(model))\">")
  }

  mutating func endGroup() { add("</g>") }

  /// What is drawn until ``endLink()`` leads to another page.
  ///
  /// - Parameter name: what screen readers say.
  mutating func beginLink(to address: String, name: String) {
    hasLinks = true
    add(
      "<a href=\"\(XMLText.escaped(address))\" aria-label=\"\(XMLText.escaped(name))\">")
  }

  mutating func endLink() { add("</a>") }

  /// What is drawn until ``endGroup()`` is cut at a rectangle.
  mutating func beginClip(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, style: String
  ) {
    clips += 1
    // A page holds a figure in several widths.
    let name = "pl-clip-\(Int(self.width))-\(clips)"
    add("<clipPath id=\"\(name)\">")
    rectangle(x, y, width, height, style: "pl-clip")
    add("</clipPath><g class=\"\(style)\" clip-path=\"url(#\(name))\">")
  }

  /// The document. `role="img"` with title and desc is what screen readers announce.
  package func document() -> String {
    let size = "width=\"\(format.length(width))\" height=\"\(format.length(height))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \
      viewBox="0 0 \(Self.n(width)) \(Self.n(height))" role="\(hasLinks ? "group" : "img")">
      <title>\(XMLText.escaped(title))</title>
      <desc>\(XMLText.escaped(description))</desc>
      <style>\(format.isPaper ? ChartStyle.paperSheet : ChartStyle.sheet(cells: shades))</style>
      <rect class="pl-paper" width="\(Self.n(width))" height="\(Self.n(height))"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// For a page that has ``ChartStyle/pageSheet`` in its head.
  package static func withoutStyle(_ svg: String) -> String {
    guard let start = svg.range(of: "<style>"), let end = svg.range(of: "</style>\n") else {
      return svg
    }
    return String(svg[..<start.lowerBound]) + String(svg[end.upperBound...])
  }

  /// The width and height of a document, in units.
  static func size(of svg: String) -> (width: Double, height: Double)? {
    guard let start = svg.range(of: "viewBox=\"0 0 ") else { return nil }
    let numbers = svg[start.upperBound...].prefix { $0 != "\"" }.split(separator: " ")
    guard numbers.count == 2, let width = Double(numbers[0]), let height = Double(numbers[1]) else {
      return nil
    }
    return (width, height)
  }

  private static func list(_ points: [(Double, Double)]) -> String {
    points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
  }

  private static func title(_ tip: String) -> String {
    tip.isEmpty ? "" : "<title>\(XMLText.escaped(tip))</title>"
  }

  static func closed(_ name: String, _ tip: String) -> String {
    tip.isEmpty ? "/>" : ">\(title(tip))</\(name)>"
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
