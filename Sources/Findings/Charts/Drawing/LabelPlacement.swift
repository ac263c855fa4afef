/// Places labels so that none covers another.
enum LabelPlacement {
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
}
