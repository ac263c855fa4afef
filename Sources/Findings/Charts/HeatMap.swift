/// Values in cells, over two parameters or over models and datasets: one panel, or several with the
/// same rows. The value is printed in each cell, so the colour is a help only.
package struct HeatMap {
  /// A panel of the figure.
  package struct Panel {
    /// Above the columns; of a single panel nil.
    package var title: String?
    /// Below the columns.
    package var xName: String
    /// From left to right.
    package var columns: [String]
    /// rows x columns; nil: not computed.
    package var values: [[Double?]]
    /// The colours of the cells.
    package var palette: CellPalette
    /// Of the printed numbers.
    package var decimals = 2
    /// Values above 0 have a plus sign.
    package var isSigned = false
    /// What the colour bar says; nil: no bar.
    package var barName: String?
    /// "1/3" for cells over fewer datasets than the others: printed and hatched; rows x columns.
    package var partial: [[String?]] = []
    /// Where cells lead, rows x columns; empty for nowhere.
    package var links: [[String?]] = []
    /// The cell of the setting that other figures show.
    package var boxed: (row: Int, column: Int)?
    /// What it is.
    package var boxName = "the official setting"

    package init(
      title: String? = nil, xName: String, columns: [String], values: [[Double?]],
      palette: CellPalette
    ) {
      self.title = title
      self.xName = xName
      self.columns = columns
      self.values = values
      self.palette = palette
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the vertical axis is.
  package var yName: String
  /// From top to bottom.
  package var rows: [String]
  /// In the order of reading.
  package var panels: [Panel]
  /// Rows are models: each can stand out.
  package var hasModels = false

  package init(
    title: String, subtitle: String? = nil, yName: String, rows: [String], panels: [Panel]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.yName = yName
    self.rows = rows
    self.panels = panels
  }

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let layout = HeatMapLayout(self, format)
    var canvas = SVGCanvas(
      width: layout.width, height: layout.height, title: title, description: description,
      format: format)
    layout.header.draw(on: &canvas)
    canvas.text(yName, layout.left - 8, layout.aboveNames(0) - 7, anchor: .end)
    for (index, panel) in panels.enumerated() {
      HeatMapDrawing(
        panel: panel, rows: rows, layout: layout, index: index, hasModels: hasModels,
        coloured: coloured(by: index)
      ).draw(on: &canvas)
    }
    return canvas.document()
  }

  /// The least and the largest value that the bar of a panel is for: of its own, and of the panels after it
  /// that have none.
  private func coloured(by index: Int) -> ClosedRange<Double> {
    let others = panels[(index + 1)...].prefix { $0.barName == nil }
    let values = ([panels[index]] + others).flatMap { $0.values.joined() }.compactMap { $0 }
      .filter(\.isFinite)
    return (values.min() ?? 0)...(values.max() ?? 0)
  }

  private var description: String {
    panels.map { panel in
      let present = panel.values.joined().compactMap { $0 }.filter(\.isFinite)
      return "\(panel.title.map { $0 + ": " } ?? "")\(rows.count) rows by \(panel.columns.count) "
        + "columns, from \(Typeset.fixed(present.min(), panel.decimals)) to "
        + "\(Typeset.fixed(present.max(), panel.decimals))."
    }.joined(separator: " ")
  }
}
