/// The two parameters over which a heat map is drawn.
package struct ParameterAxes: Sendable, Equatable {
  /// From left to right.
  package let x: String
  /// From top to bottom.
  package let y: String

  package init(x: String, y: String) { (self.x, self.y) = (x, y) }
}
