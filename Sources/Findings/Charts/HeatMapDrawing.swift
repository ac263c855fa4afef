/// One panel of a heat map.
struct HeatMapDrawing {
  let panel: HeatMap.Panel
  let rows: [String]
  let layout: HeatMapLayout
  let index: Int
  let hasModels: Bool
  /// The least and the largest value that the bar is for.
  let coloured: ClosedRange<Double>

  /// "+0.12", "0", "–".
  static func text(_ value: Double?, _ panel: HeatMap.Panel) -> String {
    guard let value, value.isFinite else { return "–" }
    let text = Typeset.fixed(value, panel.decimals)
    return panel.isSigned && value > 0 && text.contains { "123456789".contains($0) }
      ? "+" + text : text
  }

  func draw(on canvas: inout SVGCanvas) {
    let left = layout.panelLeft(index)
    let width = layout.cellWidth * Double(panel.columns.count)
    if let title = panel.title {
      canvas.text(
        TextFit.shortened(title, to: width + 14, style: .strong), left,
        layout.aboveNames(index) - 7,
        style: .strong)
    }
    if layout.isStacked || index == 0 { rowNames(on: &canvas) }
    for (row, name) in rows.enumerated() {
      if hasModels { canvas.beginGroup(model: name) }
      for column in panel.columns.indices { cell(row, column, on: &canvas) }
      if hasModels { canvas.endGroup() }
    }
    if let boxed = panel.boxed {
      canvas.rectangle(
        left + layout.cellWidth * Double(boxed.column),
        layout.cellTop(index, boxed.row), layout.cellWidth, layout.cellHeight,
        style: "pl-box", tip: panel.boxName)
    }
    columnNames(left, on: &canvas)
    let below = layout.belowNames(index)
    if !panel.xName.isEmpty {
      canvas.text(panel.xName, left + width / 2, below + 12, anchor: .middle)
    }
    if let name = panel.barName {
      bar(name, left, below + (panel.xName.isEmpty ? 10 : 28), width, on: &canvas)
    }
  }

  private func rowNames(on canvas: inout SVGCanvas) {
    for (row, name) in layout.rowNames.enumerated() {
      let top = layout.cellTop(index, row)
      let tip = name == rows[row] ? "" : rows[row]
      if layout.areNamesAbove {
        canvas.text(name, layout.left, top - 3, style: .small, tip: tip)
      } else {
        canvas.text(
          name, layout.left - 8, top + layout.cellHeight / 2 + 4, anchor: .end, style: .small,
          tip: tip)
      }
    }
  }

  private func columnNames(_ left: Double, on canvas: inout SVGCanvas) {
    for (column, name) in layout.columnNames[index].enumerated() {
      let x = left + layout.cellWidth * (Double(column) + 0.5)
      let tip = name == panel.columns[column] ? "" : panel.columns[column]
      if layout.areTurned {
        canvas.text(
          name, x + 4, layout.bottom(index) + 6, anchor: .end, style: .small, rotated: true,
          tip: tip)
      } else {
        canvas.text(name, x, layout.bottom(index) + 15, anchor: .middle, style: .small, tip: tip)
      }
      if layout.areNamesAbove { nameAbove(name, x, tip, on: &canvas) }
    }
  }

  /// Rows with names of their own are many: whoever reads the first ones sees no names below the last.
  private func nameAbove(_ name: String, _ x: Double, _ tip: String, on canvas: inout SVGCanvas) {
    let y = layout.top(index) - 4
    if layout.areTurned {
      canvas.text(name, x + 4, y, style: .small, rotated: true, tip: tip)
    } else {
      canvas.text(name, x, y, anchor: .middle, style: .small, tip: tip)
    }
  }

  private func cell(_ row: Int, _ column: Int, on canvas: inout SVGCanvas) {
    let x = layout.panelLeft(index) + layout.cellWidth * Double(column)
    let y = layout.cellTop(index, row)
    let value = panel.values[row][column]
    let text = Self.text(value, panel)
    let tip = "\(rows[row]), \(panel.columns[column]): \(text)"
    let centre = x + layout.cellWidth / 2
    guard let value, value.isFinite else {
      canvas.text(
        "–", centre, y + layout.cellHeight / 2 + 4, anchor: .middle, style: .small, tip: tip)
      return
    }
    let shade = panel.palette.shade(value)
    let link = panel.links.isEmpty ? nil : panel.links[row][column]
    if let link { canvas.beginLink(to: link, name: tip) }
    defer { if link != nil { canvas.endLink() } }
    canvas.rectangle(
      x + 0.5, y + 0.5, layout.cellWidth - 1, layout.cellHeight - 1, style: "pl-cell",
      shade: shade, tip: tip)
    let partial = panel.partial.isEmpty ? nil : panel.partial[row][column]
    // Values that do not fit, or not all, are in the tips.
    if layout.showsValues {
      canvas.text(
        text, centre, y + layout.cellHeight / 2 + (partial == nil ? 4 : -1), anchor: .middle,
        style: .value, shade: shade)
    }
    if let partial { hatch(partial, x, y, shade, on: &canvas) }
  }

  /// Diagonal lines in the corners, and the number of datasets below the value, which stay readable
  /// in one colour.
  private func hatch(
    _ text: String, _ x: Double, _ y: Double, _ shade: CellShade, on canvas: inout SVGCanvas
  ) {
    for offset in stride(from: 4.0, through: 12, by: 4) {
      canvas.line(x + 1, y + 1 + offset, x + 1 + offset, y + 1, style: "pl-axis")
      canvas.line(
        x + layout.cellWidth - 1 - offset, y + layout.cellHeight - 1, x + layout.cellWidth - 1,
        y + layout.cellHeight - 1 - offset, style: "pl-axis")
    }
    canvas.text(
      text, x + layout.cellWidth / 2, y + layout.cellHeight - 5, anchor: .middle, style: .value,
      shade: shade)
  }

  private func bar(
    _ name: String, _ left: Double, _ top: Double, _ width: Double, on canvas: inout SVGCanvas
  ) {
    let steps = 40
    let range = panel.palette.range
    let length = min(width, 220)
    for step in 0..<steps {
      let value = range.low + (range.high - range.low) * (Double(step) + 0.5) / Double(steps)
      canvas.rectangle(
        left + length * Double(step) / Double(steps), top, length / Double(steps) + 0.3, 8,
        style: "pl-cell", shade: panel.palette.shade(value))
    }
    // What is beyond the ends has their colours.
    let ends = [
      (coloured.lowerBound < range.low ? "≤ " : "") + Self.text(range.low, panel),
      (coloured.upperBound > range.high ? "≥ " : "") + Self.text(range.high, panel),
    ]
    canvas.text(ends[0], left, top + 20, style: .small)
    canvas.text(ends[1], left + length, top + 20, anchor: .end, style: .small)
    let room = length - TextStyle.small.width(ends[0]) - TextStyle.small.width(ends[1]) - 12
    // A part of it would say nothing.
    guard TextStyle.small.width(name) <= room else { return }
    canvas.text(name, left + length / 2, top + 20, anchor: .middle, style: .small)
  }
}
