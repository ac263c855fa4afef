/// Two values per row joined by a line: a metric with PED against the metric without, per dataset.
package struct PairedChart {
  /// Two values of one thing.
  package struct Row {
    /// What they are of.
    package var name: String
    /// nil if there is none.
    package var before: Double?
    /// nil if there is none.
    package var after: Double?

    package init(name: String, before: Double?, after: Double?) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// What the values are.
  package var xName: String
  /// What the first value is.
  package var beforeName: String
  /// What the second value is.
  package var afterName: String
  /// From top to bottom.
  package var rows: [Row]

  package init(
    title: String, subtitle: String? = nil, xName: String, beforeName: String, afterName: String,
    rows: [Row]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xName = xName
    self.beforeName = beforeName
    self.afterName = afterName
    self.rows = rows
  }

  /// The figure as an SVG document.
  package func svg() -> String {
    let left = 30 + (rows.map { LabelPlacement.width($0.name) }.max() ?? 40)
    let height = 130 + 26 * Double(rows.count)
    let area = PlotArea(left: left, top: 74, right: 620, bottom: height - 50)
    var canvas = SVGCanvas(
      width: 640, height: height, title: title,
      description: rows.map {
        "\($0.name): \(beforeName) \(Typeset.fixed($0.before)), \(afterName) "
          + Typeset.fixed($0.after)
      }.joined(separator: "; "))
    PlotArea.title(title, subtitle: subtitle, on: &canvas)
    legend(on: &canvas, at: left)
    let values = rows.flatMap { [$0.before, $0.after].compactMap { $0 } }
    let x = Scale(fitting: values, from: area.left, to: area.right)
    area.xAxis(xName, x, on: &canvas)
    if x.low < 0, x.high > 0 {
      canvas.line(x(0), area.top, x(0), area.bottom, style: "pl-axis", dash: "3 3")
    }
    for (index, row) in rows.enumerated() {
      let y = area.top + 16 + 26 * Double(index)
      canvas.text(row.name, left - 10, y + 4, anchor: .end)
      if let before = row.before, let after = row.after {
        let style = after >= before ? "pl-s0" : "pl-s1"
        canvas.line(
          x(before), y, x(after), y, style: "pl-line \(style)", dash: after >= before ? nil : "4 3")
      }
      if let after = row.after {
        canvas.marker(
          x(after), y, look: Self.afterLook,
          tip: "\(row.name), \(afterName): \(Typeset.fixed(after))")
      }
      // Over it, so that equal values show as a dot in a ring.
      if let before = row.before {
        canvas.marker(
          x(before), y, look: Self.beforeLook,
          tip: "\(row.name), \(beforeName): \(Typeset.fixed(before))")
      }
    }
    return canvas.document()
  }

  private func legend(on canvas: inout SVGCanvas, at left: Double) {
    canvas.marker(left + 4, 58, look: Self.beforeLook, tip: beforeName)
    canvas.text(beforeName, left + 14, 62)
    let next = left + 34 + LabelPlacement.width(beforeName) * 1.1
    canvas.marker(next, 58, look: Self.afterLook, tip: afterName)
    canvas.text(afterName + "   (dashed line: lower with it)", next + 10, 62)
  }

  private static let beforeLook = SeriesLook(4)
  private static let afterLook = SeriesLook(0)
}
