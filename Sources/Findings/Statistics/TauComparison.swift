import LinearAlgebra
import Transferability

/// Does one metric rank the models of a dataset better than another? Both have scored the same models.
package struct TauComparison: Sendable {
  /// Models that both have scored.
  package let models: Int
  /// Weighted tau of the first and of the second.
  package let first: Double
  /// Weighted tau of the second.
  package let second: Double
  /// 95 % interval of second - first over models, or over families (jackknife); nil where too few groups
  /// are there or nothing varies.
  package let interval: ConfidenceInterval?
  /// Models or families that the interval is over.
  package let groups: Int
  /// Two-sided: the share of exchanges under which the taus differ at least as much.
  package let pValue: Double
  /// Whether all exchanges were tried.
  package let isExact: Bool

  /// second - first
  package var difference: Double { second - first }

  /// Of exchanges that are drawn.
  package static let resamples = 2_000
  /// Up to so many models all 2^n exchanges are tried.
  private static let exactLimit = 12

  /// - Parameters:
  ///   - first, second: scores of the same models, without NaN.
  ///   - families: as ``JackknifeInterval`` takes them.
  /// - Returns: nil with fewer than 3 models, or where a tau is undefined.
  ///
  /// If the metrics were equally good, it would not matter which of the two ranks of a model belongs to
  /// which metric: the ranks are exchanged model by model (E. Pitman's permutation test of pairs, on
  /// ranks, since scores of two metrics have no common unit). Cost: resamples x models^2.
  package init?(
    first: [Double], second: [Double], truth: [Double], families: [String?]? = nil,
    convention: WeightedTauConvention = .symmetric, resamples: Int = resamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    let one = WeightedTau(scores: first, truth: truth, convention: convention)
    let other = WeightedTau(scores: second, truth: truth, convention: convention)
    let (firstTau, secondTau) = (one.value, other.value)
    guard truth.count > 2, !firstTau.isNaN, !secondTau.isNaN else { return nil }
    models = truth.count
    self.first = firstTau
    self.second = secondTau
    var generator = SplitMix64(seed: seed)
    let groups = ModelGroups(families, models: truth.count)
    self.groups = groups.count
    interval =
      groups.count < JackknifeInterval.fewestGroups
      ? nil : Self.jackknife(one, other, groups, secondTau - firstTau)
    (pValue, isExact) = Self.pValue(
      LinearCorrelation.averageRanks(first), LinearCorrelation.averageRanks(second), truth,
      observed: abs(secondTau - firstTau), convention, resamples, &generator)
  }

  /// The jackknife's 95 % interval of second - first over models; nil with fewer than 3, where a tau is
  /// undefined, or nothing varies. Cost: models^2.
  static func interval(first: [Double], second: [Double], truth: [Double]) -> ConfidenceInterval? {
    let one = WeightedTau(scores: first, truth: truth, convention: .symmetric)
    let other = WeightedTau(scores: second, truth: truth, convention: .symmetric)
    let difference = other.value - one.value
    guard truth.count >= JackknifeInterval.fewestGroups, !difference.isNaN else { return nil }
    return jackknife(one, other, ModelGroups(nil, models: truth.count), difference)
  }

  /// The difference +- Student's quantile times the jackknife's standard error, each model or family
  /// being left out in turn.
  private static func jackknife(
    _ one: WeightedTau, _ other: WeightedTau, _ groups: ModelGroups, _ difference: Double
  ) -> ConfidenceInterval? {
    let without = zip(
      other.values(leavingOut: groups.members), one.values(leavingOut: groups.members)
    ).map { $0 - $1 }
    guard !without.contains(where: \.isNaN),
      let sd = SampleStatistics.standardDeviation(without), sd > 1e-12
    else { return nil }
    let count = Double(groups.count)
    let reach =
      StudentDistribution.quantile(0.975, degrees: groups.count - 1)
      * (count - 1) / count.squareRoot() * sd
    return ConfidenceInterval(
      low: max(-2, difference - reach), high: min(2, difference + reach))
  }

  private static func pValue(
    _ first: [Double], _ second: [Double], _ truth: [Double], observed: Double,
    _ convention: WeightedTauConvention, _ resamples: Int, _ generator: inout SplitMix64
  ) -> (Double, Bool) {
    let isExact = truth.count <= exactLimit
    let count = isExact ? 1 << truth.count : resamples
    var (a, b) = (first, second)
    var reached = 0
    for exchange in 0..<count {
      let bits = isExact ? UInt64(exchange) : 0
      var word: UInt64 = 0
      for model in truth.indices {
        if !isExact, model % 64 == 0 { word = generator.next() }
        let isExchanged = (isExact ? bits >> UInt64(model) : word >> UInt64(model % 64)) & 1 == 1
        a[model] = isExchanged ? second[model] : first[model]
        b[model] = isExchanged ? first[model] : second[model]
      }
      let difference =
        WeightedTau(scores: b, truth: truth, convention: convention).value
        - WeightedTau(scores: a, truth: truth, convention: convention).value
      // Equal ranks of all models have no tau, and so no difference to count against.
      if abs(difference) >= observed - 1e-12 || difference.isNaN { reached += 1 }
    }
    return isExact
      ? (Double(reached) / Double(count), true)
      : (Double(reached + 1) / Double(count + 1), false)
  }
}
