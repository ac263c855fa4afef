import Ledger
import LinearAlgebra
import Transferability

/// What a table of correlations has to be read against: the list that never sees its target, and
/// orders that know nothing.
package struct Baselines: Sendable {
  /// What the values are of.
  package let statistic: ResultValue
  /// In the order of the values.
  package let datasets: [String]
  /// The static ranker's value by dataset (``StaticRanker``); nil where it is undefined.
  package let staticValues: [Double?]
  /// By dataset the values of random orders; empty where they are undefined.
  private let random: [[Double]]

  private static let draws = 2_000

  /// Cost: draws x datasets x one statistic.
  package init(
    _ table: TruthTable, statistic: ResultValue, seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    self.statistic = statistic
    datasets = table.datasets
    var generator = SplitMix64(seed: seed)
    staticValues = StaticRanker.scores(table).enumerated().map { dataset, scores in
      let pairs = zip(scores, table.merits[dataset]).compactMap { score, merit in
        score.flatMap { score in merit.map { (score, $0) } }
      }
      return Self.value(statistic, pairs.map(\.0), pairs.map(\.1))
    }
    random = table.merits.map { row in
      let merits = row.compactMap { $0 }
      var order = merits.indices.map(Double.init)
      return (0..<Self.draws).compactMap { _ in
        order.shuffle(with: &generator)
        return Self.value(statistic, order, merits)
      }
    }
  }

  /// What one random order in twenty reaches, in the mean over some datasets; nil where it is
  /// undefined on one of them.
  package func chance(over places: [Int]) -> Double? {
    guard !places.isEmpty, places.allSatisfy({ random[$0].count == Self.draws }) else { return nil }
    let means = (0..<Self.draws).map { draw in
      places.reduce(0) { $0 + random[$1][draw] } / Double(places.count)
    }.sorted()
    return BootstrapInterval.quantile(ofSorted: means, statistic.better == .higher ? 0.95 : 0.05)
  }

  /// The mean of the static ranker over some datasets; nil unless it has a value on each.
  package func staticMean(over places: [Int]) -> Double? {
    let values = places.compactMap { staticValues[$0] }
    return values.count == places.count ? SampleStatistics.mean(values) : nil
  }

  private static func value(
    _ statistic: ResultValue, _ scores: [Double], _ truth: [Double]
  ) -> Double? {
    guard scores.count > 1 else { return nil }
    let value = RankCorrelation.value(of: statistic.name, scores: scores, truth: truth)
    return value.isNaN ? nil : value
  }
}
