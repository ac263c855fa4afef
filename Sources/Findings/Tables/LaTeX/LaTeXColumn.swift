/// How much room a column of a table takes.
struct LaTeXColumn {
  /// Of its widest value or head at 10 points.
  var text = 0.0
  /// Of its widest interval, which is always set in 7 points.
  var interval = 0.0

  /// Adds what is set in the size of the table.
  mutating func add(text: String) { self.text = max(self.text, LaTeXMetrics.width(text)) }

  mutating func add(interval: String) {
    self.interval = max(
      self.interval, LaTeXPlace.Size.scriptsize.scale * LaTeXMetrics.width(interval))
  }

  /// With the gaps on either side.
  func width(_ size: LaTeXPlace.Size) -> Double {
    max(text * size.scale, interval) + 2 * LaTeXPlace.columnGap
  }
}
