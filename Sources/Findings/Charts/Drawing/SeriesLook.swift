/// How a series looks: colour, marker and dashes differ together, so none is needed alone.
package struct SeriesLook {
  enum Marker: CaseIterable { case circle, square, triangle, diamond, ring }

  /// The class of its colour.
  package let style: String
  let marker: Marker
  let dash: String?

  /// The look of the series at a place of the order.
  package init(_ index: Int) {
    let colors = 7
    style = "pl-s\(index % colors)"
    marker = Marker.allCases[index % Marker.allCases.count]
    dash = [nil, "6 3", "2 3", "8 3 2 3"][(index / colors) % 4]
  }

  init(style: String, marker: Marker = .circle, dash: String? = nil) {
    self.style = style
    self.marker = marker
    self.dash = dash
  }

  /// A value of several in order: told by its marker and its name.
  static func value(_ index: Int) -> SeriesLook {
    SeriesLook(style: "pl-muted", marker: Marker.allCases[index % Marker.allCases.count])
  }

  /// What is there for comparison only.
  static let rest = SeriesLook(style: "pl-rest")
  /// What is better, and what is worse: blue and whole, orange and dashed.
  static let better = SeriesLook(style: "pl-s0")
  static let worse = SeriesLook(style: "pl-s1", marker: .square, dash: "5 3")
}
