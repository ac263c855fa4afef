import Ledger
import Platform

extension PEDParameters {
  /// How far a setting is from another: the sum over the numbers of |log(a / b)|, a decade being
  /// ln 10, and a decade for each switch that differs. A number that is 0 in one of them only
  /// counts as two decades.
  func distance(to other: PEDParameters) -> Double {
    let numbers = zip(numbers, other.numbers).reduce(0.0) { sum, pair in
      let (a, b) = pair
      if a == b { return sum }
      return sum + (a > 0 && b > 0 ? abs(log(a / b)) : 2 * Self.decade)
    }
    guard ablation != other.ablation else { return numbers }
    let names = Set(ablation.keys).union(other.ablation.keys)
    let switches = names.count { value(of: $0) != other.value(of: $0) }
    return numbers + Double(switches) * Self.decade
  }

  private static let decade = 2.302585092994046

  /// Of some settings the one nearest to the official defaults; of equally near ones the first in order.
  static func nearestToOfficial(_ settings: [PEDParameters]) -> PEDParameters? {
    if settings.contains(.official) { return .official }
    let distances = settings.map { $0.distance(to: .official) }
    guard let least = distances.min() else { return nil }
    // Distances that differ by rounding are equal, so that every CPU takes the same.
    return zip(settings, distances).filter { $0.1 <= least + 1e-9 }.map(\.0).min()
  }
}
