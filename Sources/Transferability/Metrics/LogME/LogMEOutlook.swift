/// How far log t is expected to go under motions of a model's classes: a wrong expectation costs time, never accuracy.
struct LogMEOutlook: Sendable {
  /// Of log t: a table of K(t) over it serves most motions.
  let home: ClosedRange<Double>
  /// How far log t gets below its range after the first round
  private let below: Double
  /// How far above
  private let above: Double
  /// Where the classes as they are go, if that is far: then moved ones stay within it or come back into it, wherever
  /// they begin, while their ways differ.
  private let wandering: ClosedRange<Double>?

  /// Of log t, beyond its range after the first round: what the table of K(t) covers. Chosen so that it served all
  /// motions of three shapes in Documentation/engine.md.
  private static let (reachBelow, reachAbove) = (2.5, 3.0)
  /// Of log t: how far above classes are followed at first, and how far on where they leave that.
  private static let (firstAbove, stride) = (4.0, 1.5)
  /// What is added to the way of the classes where they are, since moved ones go a little farther.
  private static let (marginBelow, marginAbove) = (0.15, 0.25)
  /// Of log t: what the table covers beyond a far way.
  private static let farMargin = 1.0
  /// Of log t: ways from here on are far. Those of the three shapes are below 1.
  private static let farWay = 2.0
  /// Estimated error of a state's first panel, low enough for its tolerance nearly always; functions that classes go
  /// far along have larger coefficients beside their values.
  private static let (firstError, farError) = (4e-12, 4e-14)
  /// The way where the classes as they are have none.
  private static let unknown = 0.75
  /// Of the coarse panel that classes are followed on: it gives about two digits, enough for an expectation.
  private static let error = 2e-6

  /// From the classes as they are: the range of log t after the first round, and what was visited after it.
  init(first: ClosedRange<Double>, visited: ClosedRange<Double>) {
    below = first.lowerBound - visited.lowerBound + Self.marginBelow
    above = visited.upperBound - first.upperBound + Self.marginAbove
    guard max(below, above) >= Self.farWay else {
      (home, wandering) = (Self.usual(around: first), nil)
      return
    }
    wandering =
      (visited.lowerBound - Self.marginBelow)...(visited.upperBound + Self.marginAbove)
    let way = first.union(visited)
    home = (way.lowerBound - Self.farMargin)...(way.upperBound + Self.farMargin)
  }

  /// Where the classes as they are tell nothing.
  init(first: ClosedRange<Double>) {
    home = Self.usual(around: first)
    (below, above, wandering) = (Self.unknown, Self.unknown, nil)
  }

  /// What a table usually covers.
  private static func usual(around first: ClosedRange<Double>) -> ClosedRange<Double> {
    (first.lowerBound - reachBelow)...(first.upperBound + reachAbove)
  }

  /// Where classes are followed at first.
  static func explored(around first: ClosedRange<Double>) -> ClosedRange<Double> {
    (first.lowerBound - reachBelow)...(first.upperBound + firstAbove)
  }

  /// A wider interval for classes that left one, and got as far as `reached`.
  static func explored(
    _ former: ClosedRange<Double>, reaching reached: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let lower =
      reached.lowerBound < former.lowerBound ? reached.lowerBound - stride : former.lowerBound
    let upper =
      reached.upperBound > former.upperBound ? reached.upperBound + stride : former.upperBound
    return lower...upper
  }

  /// Of a panel on which classes are followed.
  static func degree(_ explored: ClosedRange<Double>) -> Int {
    ChebyshevPanel.degree(explored, error: error)
  }

  /// How far log t may get from its range after the first round: no farther than the table over ``home`` reaches,
  /// since this is a guess.
  func expected(_ first: ClosedRange<Double>) -> ClosedRange<Double> {
    if let wandering { return first.union(wandering) }
    let range = (first.lowerBound - below)...(first.upperBound + above)
    return home.overlaps(first) ? range.clamped(to: home).union(first) : range
  }

  /// The degree of a state's first panel.
  func degree(of panel: ClosedRange<Double>) -> Int {
    ChebyshevPanel.degree(panel, error: wandering == nil ? Self.firstError : Self.farError)
  }

  /// The interval of the table that serves a range of log t.
  func table(covering range: ClosedRange<Double>) -> ClosedRange<Double> {
    if home.contains(range.lowerBound), home.contains(range.upperBound) { return home }
    let lower = (range.lowerBound / 2).rounded(.down) * 2
    return lower...max(lower + 6, (range.upperBound / 2).rounded(.up) * 2)
  }
}
