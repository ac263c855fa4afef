/// Pearson's and Spearman's correlation.
package enum LinearCorrelation {
  /// NaN with fewer than two values, a constant variable, or an infinite value.
  package static func pearson(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count == y.count, x.count > 1, let x = centred(x), let y = centred(y) else {
      return .nan
    }
    var sum = 0.0
    for index in x.indices { sum += x[index] * y[index] }
    return min(1, max(-1, sum))
  }

  /// Pearson's correlation of the average ranks.
  package static func spearman(_ x: [Double], _ y: [Double]) -> Double {
    pearson(averageRanks(x), averageRanks(y))
  }

  /// Ranks from 1, ascending; equal values share the mean of their ranks.
  package static func averageRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for index in order[start..<end] { ranks[index] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// The deviations from the mean, with a sum of squares of 1; nil if they have no length.
  private static func centred(_ values: [Double]) -> [Double]? {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return nil }
    // Divided by the largest magnitude first: squares of 1e200 overflow.
    let scale = values.reduce(0) { max($0, abs($1)) }
    guard scale.isFinite, scale > 0 else { return nil }
    let scaled = values.map { $0 / scale }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    let deviations = scaled.map { $0 - mean }
    let length = deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return nil }
    return deviations.map { $0 / length }
  }
}
