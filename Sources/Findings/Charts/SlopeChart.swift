/// Three orders of the models side by side, joined by lines: by the score without PED, by the truth,
/// by the score with PED. The best by the truth stand out. On a telephone, names that have no room at both
/// sides stand once, beside the accuracies, and numbers at the sides.
package struct SlopeChart {
  /// A model with its places.
  package struct Model {
    /// What it is called.
    package var name: String
    /// 1 is best; equal values share the mean of their ranks.
    package var before: Double
    /// The rank by accuracy.
    package var truth: Double
    /// The rank with PED; nil where it was not run.
    package var after: Double?
    /// "37.0 %".
    package var accuracy: String

    package init(
      name: String, before: Double, truth: Double, after: Double?, accuracy: String
    ) {
      self.name = name
      self.before = before
      self.truth = truth
      self.after = after
      self.accuracy = accuracy
    }
  }

  /// The heading.
  package var title: String
  /// A second line; nil for none.
  package var subtitle: String?
  /// In any order; each is found by its name.
  package var models: [Model]
  /// Heads of the columns, two lines each.
  package var heads: (before: [String], truth: [String], after: [String])

  package init(
    title: String, subtitle: String? = nil, models: [Model],
    heads: (before: [String], truth: [String], after: [String])
  ) {
    self.title = title
    self.subtitle = subtitle
    self.models = models
    self.heads = heads
  }

  private static let width = 600.0
  private static let rowHeight = 15.0
  private static let headHeight = 38.0
  /// Half of the room for the accuracies in the middle.
  private static let middle = 27.0
  /// The same where names stand there too.
  private static let namedMiddle = 98.0
  /// How many of the best stand out.
  package static let highlighted = 3

  /// The figure as an SVG document.
  package func svg(_ format: FigureFormat = .screen) -> String {
    let width = format.width(Self.width)
    let header = ChartHeader(title, subtitle, width: width, format: format)
    let places = (order(\.before), order(\.truth), order { $0.after ?? .infinity })
    let labels = labels(places.1, width: width, format: format)
    // Heads too: a number that is cut is another number.
    let heads = (self.heads.before + self.heads.after).map {
      min(TextStyle.small.width($0), width * 0.27)
    }
    let sides = labels.map { TextStyle.strong.width($0.side) }
    let isNumbered = labels.contains { !$0.name.isEmpty }
    let label = 12 + ((isNumbered ? sides : sides + heads).max() ?? 40)
    let hasAfter = models.contains { $0.after != nil }
    let middle = isNumbered ? Self.namedMiddle : Self.middle
    let columns = Columns(
      left: label, truth: hasAfter ? width / 2 : width - middle - 12, right: width - label,
      middle: middle)
    let top = header.height + Self.headHeight
    var canvas = SVGCanvas(
      width: width, height: top + Self.rowHeight * Double(models.count) + 10, title: title,
      description: description, format: format)
    header.draw(on: &canvas)
    drawHeads(columns, header.height, hasAfter, on: &canvas)
    let best = Set(
      models.indices.sorted { models[$0].truth < models[$1].truth }.prefix(Self.highlighted))
    // Those that stand out come last, on top.
    for index in models.indices.sorted(by: { !best.contains($0) && best.contains($1) }) {
      draw(
        index, labels[index], best.contains(index), columns, top,
        (places.0[index], places.1[index], hasAfter ? places.2[index] : nil), on: &canvas)
    }
    return canvas.document()
  }

  /// Where the three orders stand, and half of the room for what is in the middle.
  private struct Columns {
    let left: Double
    let truth: Double
    let right: Double
    let middle: Double
  }

  /// What stands at the sides, and what beside the accuracy.
  private typealias Label = (side: String, name: String)

  /// - Parameter places: the rows by the truth, which number the models where their names have no room.
  private func labels(_ places: [Int], width: Double, format: FigureFormat) -> [Label] {
    let names = models.map(\.name)
    let sides = TextFit.distinct(names, to: width * 0.27, style: .strong)
    guard format == .narrow, sides != names else { return sides.map { ($0, "") } }
    let accuracy = models.map { TextStyle.strong.width($0.accuracy) }.max() ?? 0
    let number = TextStyle.strong.width("\(models.count)  ")
    let room = 2 * (Self.namedMiddle - 4) - accuracy - number - 8
    let short = TextFit.distinct(names, to: room, style: .strong)
    return zip(places, short).map { place, name in
      let isWhole = TextStyle.strong.width(name) <= room
      return ("\(place + 1)", isWhole ? name : TextFit.shortened(name, to: room, style: .strong))
    }
  }

  /// Heads of numbers reach over the lines.
  private func drawHeads(
    _ columns: Columns, _ y: Double, _ hasAfter: Bool, on canvas: inout SVGCanvas
  ) {
    let isNumbered = columns.middle == Self.namedMiddle
    let side = isNumbered ? columns.truth - Self.namedMiddle : columns.left - 6
    let room = isNumbered ? 2 * Self.namedMiddle - 70 : 2 * (columns.truth - columns.left) - 8
    if isNumbered {
      head(heads.before, 12, y, .start, room: side, on: &canvas)
    } else {
      head(heads.before, columns.left, y, .end, room: side, on: &canvas)
    }
    head(heads.truth, columns.truth, y, .middle, room: room, on: &canvas)
    guard hasAfter else { return }
    if isNumbered {
      head(heads.after, 2 * columns.truth - 12, y, .end, room: side, on: &canvas)
    } else {
      head(heads.after, columns.right, y, .start, room: side, on: &canvas)
    }
  }

  /// The row of each model: by rank, of equal ranks by name.
  private func order(_ rank: (Model) -> Double) -> [Int] {
    let sorted = models.indices.sorted {
      (rank(models[$0]), models[$0].name) < (rank(models[$1]), models[$1].name)
    }
    var places = Array(repeating: 0, count: models.count)
    for (place, index) in sorted.enumerated() { places[index] = place }
    return places
  }

  private func head(
    _ lines: [String], _ x: Double, _ y: Double, _ anchor: SVGCanvas.Anchor, room: Double,
    on canvas: inout SVGCanvas
  ) {
    for (index, line) in lines.enumerated() {
      canvas.text(
        TextFit.shortened(line, to: room, style: .small), x, y + 13 + 14 * Double(index),
        anchor: anchor, style: .small)
    }
  }

  private func draw(
    _ index: Int, _ label: Label, _ isBest: Bool, _ columns: Columns, _ top: Double,
    _ rows: (before: Int, truth: Int, after: Int?), on canvas: inout SVGCanvas
  ) {
    let model = models[index]
    func y(_ row: Int) -> Double { top + Self.rowHeight * (Double(row) + 0.5) }
    let look = isBest ? SeriesLook(model.isMisplaced(among: models.count) ? 1 : 0) : .rest
    let style = "pl-line \(isBest ? "" : "pl-thin ")\(look.style)"
    let text: TextStyle = isBest ? .strong : .small
    let tip = tip(model)
    canvas.beginGroup(model: model.name)
    canvas.line(
      columns.left + 8, y(rows.before), columns.truth - columns.middle, y(rows.truth), style: style)
    canvas.marker(columns.left + 6, y(rows.before), look: look, tip: tip, size: 3)
    canvas.text(
      label.side, columns.left - 2, y(rows.before) + 4, anchor: .end, style: text, tip: tip)
    if label.name.isEmpty {
      canvas.text(
        model.accuracy, columns.truth, y(rows.truth) + 4, anchor: .middle, style: text, tip: tip)
    } else {
      let edge = columns.middle - 4
      canvas.text(
        "\(label.side)  \(label.name)", columns.truth - edge, y(rows.truth) + 4, style: text,
        tip: tip)
      canvas.text(
        model.accuracy, columns.truth + edge, y(rows.truth) + 4, anchor: .end, style: text, tip: tip
      )
    }
    if let after = rows.after {
      canvas.line(
        columns.truth + columns.middle, y(rows.truth), columns.right - 8, y(after), style: style,
        dash: look.dash)
      canvas.marker(columns.right - 6, y(after), look: look, tip: tip, size: 3)
      canvas.text(label.side, columns.right + 2, y(after) + 4, style: text, tip: tip)
    }
    canvas.endGroup()
  }

  private func tip(_ model: Model) -> String {
    "\(model.name): \(Typeset.short(model.truth)) by accuracy (\(model.accuracy)), "
      + "\(Typeset.short(model.before)) without PED"
      + (model.after.map { ", \(Typeset.short($0)) with PED" } ?? "")
  }

  private var description: String {
    models.sorted { ($0.truth, $0.name) < ($1.truth, $1.name) }.map(tip).joined(separator: "; ")
  }
}

extension SlopeChart.Model {
  /// Whether the score that is shown last moves it by a quarter of the ranks or more.
  fileprivate func isMisplaced(among count: Int) -> Bool {
    abs((after ?? before) - truth) * 4 >= Double(count)
  }
}
