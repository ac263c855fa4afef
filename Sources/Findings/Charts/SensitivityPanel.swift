/// One parameter of a sensitivity chart.
struct SensitivityPanel {
  let panel: SensitivityChart.Panel
  let area: PlotArea
  let y: Scale
  /// How far below the axis its name stands.
  let nameDepth: Double

  /// From this ratio of the largest value to the smallest the axis is logarithmic.
  private static let logarithmicRatio = 8.0

  func draw(on canvas: inout SVGCanvas) {
    let x = places
    canvas.line(area.left, area.bottom, area.right, area.bottom, style: "pl-axis")
    canvas.text(
      TextFit.shortened(panel.name, to: area.right - area.left, style: .text),
      (area.left + area.right) / 2, area.bottom + nameDepth, anchor: .middle)
    for (level, place) in zip(panel.levels, x) where level.isOfficial {
      canvas.line(
        place, area.top, place, area.bottom, style: "pl-line pl-thin pl-ink", dash: "2 3")
    }
    if panel.isNumeric { curves(x, on: &canvas) } else { marks(x, on: &canvas) }
    for (level, place) in zip(panel.levels, x) {
      let interval = level.interval.map {
        " [\(Typeset.fixed($0.low)), \(Typeset.fixed($0.high))]"
      }
      canvas.marker(
        place, y(level.mean), look: .better,
        tip: "\(panel.name) \(level.label): \(Typeset.fixed(level.mean))\(interval ?? "")")
    }
    labels(x, on: &canvas)
  }

  /// Numbers by their size, names one after another.
  private var places: [Double] {
    let numbers = panel.levels.compactMap(\.number)
    guard panel.isNumeric, let low = numbers.min(), let high = numbers.max() else {
      let step = (area.right - area.left) / Double(max(panel.levels.count, 1))
      return panel.levels.indices.map { area.left + step * (Double($0) + 0.5) }
    }
    let scale = Scale(
      fitting: numbers, from: area.left + 10, to: area.right - 10,
      logarithmic: low > 0 && high / low >= Self.logarithmicRatio, including: [low, high])
    return numbers.map { scale($0) }
  }

  private func curves(_ x: [Double], on canvas: inout SVGCanvas) {
    let datasets = panel.levels.first?.byDataset.count ?? 0
    for dataset in 0..<datasets where datasets > 1 {
      let points = zip(x, panel.levels).map { ($0, y($1.byDataset[dataset])) }
      canvas.polyline(points, style: "pl-line pl-thin pl-rest")
    }
    let bounded = zip(x, panel.levels).compactMap { x, level in
      level.interval.map { (x: x, low: y($0.low), high: y($0.high)) }
    }
    if bounded.count > 1 {
      canvas.polygon(
        bounded.map { ($0.x, $0.high) } + bounded.reversed().map { ($0.x, $0.low) },
        style: "pl-band pl-s0")
    }
    canvas.polyline(zip(x, panel.levels).map { ($0, y($1.mean)) }, style: "pl-line pl-s0")
  }

  private func marks(_ x: [Double], on canvas: inout SVGCanvas) {
    for (place, level) in zip(x, panel.levels) {
      if level.byDataset.count > 1 {
        for value in level.byDataset {
          canvas.line(
            place + 8, y(value), place + 14, y(value), style: "pl-line pl-thin pl-rest")
        }
      }
      guard let interval = level.interval else { continue }
      canvas.rectangle(
        place - 5, y(interval.high), 10, y(interval.low) - y(interval.high),
        style: "pl-band pl-s0")
    }
  }

  /// A number stands where it has room after the one before (the official one first); names in up to
  /// two lines within their step.
  private func labels(_ x: [Double], on canvas: inout SVGCanvas) {
    guard panel.isNumeric else { return names(x, on: &canvas) }
    var taken: [ClosedRange<Double>] = []
    let order = x.indices.sorted { left, right in
      let (a, b) = (panel.levels[left].isOfficial, panel.levels[right].isOfficial)
      return a == b ? left < right : a
    }
    for index in order {
      let half = TextStyle.small.width(panel.levels[index].label) / 2
      let range = (x[index] - half - 4)...(x[index] + half + 4)
      guard !taken.contains(where: { $0.overlaps(range) }), range.lowerBound > area.left - 24,
        range.upperBound < area.right + 16
      else { continue }
      taken.append(range)
      canvas.line(x[index], area.bottom, x[index], area.bottom + 4, style: "pl-axis")
      canvas.text(
        panel.levels[index].label, x[index], area.bottom + 17, anchor: .middle, style: .small)
    }
  }

  private func names(_ x: [Double], on canvas: inout SVGCanvas) {
    let room = (area.right - area.left) / Double(max(panel.levels.count, 1)) - 4
    for (place, level) in zip(x, panel.levels) {
      let words = level.label.split(separator: "_").joined(separator: " ")
      for (line, text) in TextFit.wrapped(words, to: room, style: .small).prefix(2).enumerated() {
        canvas.text(
          text, place, area.bottom + 16 + 13 * Double(line), anchor: .middle, style: .small,
          tip: level.label)
      }
    }
  }
}
