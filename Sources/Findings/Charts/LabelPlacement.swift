/// Places labels so that none covers another or a point.
enum LabelPlacement {
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    func overlap(_ other: Box) -> Double {
      let w = min(x + width, other.x + other.width) - max(x, other.x)
      let h = min(y + height, other.y + other.height) - max(y, other.y)
      return w > 0 && h > 0 ? w * h : 0
    }
  }

  /// Generous, because fonts differ: 0.62 em a character of 11 px text.
  static func width(_ text: String) -> Double { Double(text.count) * 6.6 + 2 }

  /// Moves positions apart to at least `gap` within the range, keeping their order and staying close.
  static func spread(_ wanted: [Double], gap: Double, within range: ClosedRange<Double>) -> [Double]
  {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    let room = range.upperBound - range.lowerBound
    let step = order.count > 1 ? min(gap, room / Double(order.count - 1)) : gap
    var placed = order.map { min(max(wanted[$0], range.lowerBound), range.upperBound) }
    for _ in 0..<200 {
      var moved = false
      for index in placed.indices.dropFirst() where placed[index] - placed[index - 1] < step - 1e-6
      {
        let push = (step - (placed[index] - placed[index - 1])) / 2
        placed[index - 1] = max(placed[index - 1] - push, range.lowerBound)
        placed[index] = min(placed[index] + push, range.upperBound)
        moved = true
      }
      if !moved { break }
    }
    for index in placed.indices.dropFirst() {
      placed[index] = max(placed[index], placed[index - 1] + step)
    }
    let excess = (placed.last ?? 0) - range.upperBound
    if excess > 0 {
      for index in placed.indices.reversed() {
        let limit = range.upperBound - Double(placed.count - 1 - index) * step
        placed[index] = min(placed[index], limit)
      }
    }
    var result = wanted
    for (position, index) in order.enumerated() { result[index] = placed[position] }
    return result
  }

  /// A box for the label of each point, inside `area`: the nearest place that is free, tried on
  /// growing circles; where nothing is free, the one that covers least.
  static func place(_ points: [(x: Double, y: Double)], labels: [String], in area: Box) -> [Box] {
    var obstacles = points.map { Box(x: $0.x - 5, y: $0.y - 5, width: 10, height: 10) }
    var result: [Box] = []
    for (point, label) in zip(points, labels) {
      var best: (cost: Double, box: Box)?
      search: for radius in stride(from: 8.0, through: 150, by: 7) {
        for candidate in candidates(point, width: width(label), radius: radius) {
          var covered = obstacles.reduce(0) { $0 + $1.overlap(candidate) }
          let inside = candidate.overlap(area) / (candidate.width * candidate.height)
          covered += (1 - inside) * 10_000
          let cost = covered * 100 + radius
          if best.map({ cost < $0.cost }) ?? true { best = (cost, candidate) }
          if covered < 1e-6 { break search }
        }
      }
      let box = best?.box ?? Box(x: point.x, y: point.y, width: width(label), height: 13)
      obstacles.append(box)
      result.append(box)
    }
    return result
  }

  private static func candidates(
    _ point: (x: Double, y: Double), width: Double, radius: Double
  ) -> [Box] {
    let h = 13.0
    let d = radius * 0.75
    return [
      Box(x: point.x + radius, y: point.y - h / 2, width: width, height: h),
      Box(x: point.x - radius - width, y: point.y - h / 2, width: width, height: h),
      Box(x: point.x + d, y: point.y - d - h / 2, width: width, height: h),
      Box(x: point.x + d, y: point.y + d - h / 2, width: width, height: h),
      Box(x: point.x - d - width, y: point.y - d - h / 2, width: width, height: h),
      Box(x: point.x - d - width, y: point.y + d - h / 2, width: width, height: h),
      Box(x: point.x - width / 2, y: point.y - radius - h, width: width, height: h),
      Box(x: point.x - width / 2, y: point.y + radius, width: width, height: h),
    ]
  }
}
