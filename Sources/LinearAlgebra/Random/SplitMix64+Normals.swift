import Platform

extension SplitMix64 {
  /// Standard normal numbers (Box and Muller).
  package mutating func normals(_ count: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count + 1)
    while values.count < count {
      let radius = (-2 * log(1 - nextUnit())).squareRoot()
      let angle = 2 * Double.pi * nextUnit()
      values += [radius * cos(angle), radius * sin(angle)]
    }
    return Array(values.prefix(count))
  }
}
