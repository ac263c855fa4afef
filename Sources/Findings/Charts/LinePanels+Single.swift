extension LinePanels {
  /// A line of a panel that stands alone.
  package typealias Plain = (name: String, points: [(x: Double, y: Double)])

  /// One panel. Up to seven lines have a colour and are named beside it; more are drawn alike, and
  /// named where one points at them.
  ///
  /// - Parameter areModels: whether a page can make each stand out.
  package init(
    title: String, subtitle: String? = nil, xName: String, yName: String,
    lines: [Plain], areModels: Bool = false
  ) {
    let isFew = lines.count <= Self.namedLines
    let drawn = lines.enumerated().map { index, line -> Line in
      var drawn = Line(name: line.name, points: line.points, look: isFew ? .series(index) : .rest)
      drawn.isModel = areModels
      return drawn
    }
    self.init(
      title: title, subtitle: subtitle, xName: xName, yName: yName,
      panels: [Panel(title: "", note: "", lines: drawn)])
  }

  private static let namedLines = 7
}

extension LinePanels.Panel {
  /// For a figure whose heading names it.
  var untitled: LinePanels.Panel {
    var panel = self
    panel.title = ""
    return panel
  }
}
