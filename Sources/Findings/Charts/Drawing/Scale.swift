import Foundation

/// Maps data to the axis, linearly or by the logarithm, with ticks at round numbers.
struct Scale {
  let low: Double
  let high: Double
  let start: Double
  let end: Double
  let isLogarithmic: Bool

  /// - Parameter values: what must fit; values that are not finite are ignored.
  init(
    fitting values: [Double], from start: Double, to end: Double, logarithmic: Bool = false,
    including: [Double] = []
  ) {
    let finite = (values + including).filter { $0.isFinite && (!logarithmic || $0 > 0) }
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if low == high {
      let margin = logarithmic ? 0 : max(abs(low) * 0.1, 1e-9)
      low = logarithmic ? low / 2 : low - margin
      high = logarithmic ? high * 2 : high + margin
    } else if !logarithmic {
      let margin = (high - low) * 0.05
      if !including.contains(low) { low -= margin }
      if !including.contains(high) { high += margin }
    }
    self.low = low
    self.high = high
    self.start = start
    self.end = end
    isLogarithmic = logarithmic && low > 0
  }

  func callAsFunction(_ value: Double) -> Double {
    let share =
      isLogarithmic
      ? (log10(value) - log10(low)) / (log10(high) - log10(low))
      : (value - low) / (high - low)
    return start + share * (end - start)
  }

  /// Round numbers within the scale, about `count` of them.
  func ticks(_ count: Int = 5) -> [Double] {
    if isLogarithmic {
      let first = Int(log10(low).rounded(.up))
      let last = Int(log10(high).rounded(.down))
      if last - first >= 1 { return (first...last).map { pow(10, Double($0)) } }
    }
    let rough = (high - low) / Double(max(count, 1))
    guard rough > 0, rough.isFinite else { return [low] }
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? 10 * power
    let first = Int((low / step).rounded(.up))
    let last = Int((high / step).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : [low]
  }
}
