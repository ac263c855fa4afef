import Platform

/// An interval of the weighted tau over models, or over families of models, by the jackknife.
///
/// Each model (or each family as a whole) is left out in turn; with m values t_g of the transformed
/// tau without group g, se^2 = (m - 1) / m sum (t_g - mean)^2, and the interval is t +- q se with q
/// Student's quantile of m - 1 degrees of freedom, transformed back. The transformation is
/// t = asin(0.9 tau): the spread of tau shrinks towards 1 and -1, and asin takes that out; the factor
/// keeps values near 1 from counting without bound. J. Tukey 1958; B. Efron, C. Stein, "The jackknife
/// estimate of variance", Annals of Statistics 1981; over groups: J. Shao, D. Tu, "The Jackknife and
/// Bootstrap", 1995. Coverage is measured: Documentation/statistics.md.
///
/// Models of one family share what made them good or bad, so that the models of a hub tell less than
/// their number: an interval over models is too narrow then.
package struct JackknifeInterval: Sendable, Equatable {
  /// The interval.
  package let interval: ConfidenceInterval
  /// Of the transformed tau.
  package let standardError: Double
  /// Models, or families.
  package let groups: Int

  /// Fewer groups say nothing of their spread.
  package static let fewestGroups = 3
  private static let shrinkage = 0.9

  /// - Parameters:
  ///   - scores, truth: of the same models; models with a NaN or without a truth are left out, as in
  ///     ``RankCorrelation``.
  ///   - families: of each model, nil for a model that is a family of its own; nil: models are
  ///     independent.
  /// - Returns: nil with fewer than ``fewestGroups``, where tau or a value without a group is undefined,
  ///   or where no group changes tau (a perfect order stays perfect without any model).
  ///
  /// Cost: groups x models^2.
  package init?(
    scores: [Double], truth: [Double?], families: [String?]? = nil,
    convention: WeightedTauConvention = .symmetric, level: Double = 0.95
  ) {
    let kept = scores.indices.filter { !scores[$0].isNaN && !(truth[$0] ?? .nan).isNaN }
    let groups = ModelGroups(
      families.map { families in kept.map { families[$0] } }, models: kept.count)
    guard groups.count >= Self.fewestGroups else { return nil }
    let tau = WeightedTau(
      scores: kept.map { scores[$0] }, truth: kept.compactMap { truth[$0] },
      convention: convention)
    let value = tau.value
    let without = tau.values(leavingOut: groups.members).map(Self.transformed)
    guard !value.isNaN, !without.contains(where: \.isNaN) else { return nil }
    let count = Double(without.count)
    let mean = without.reduce(0, +) / count
    let squares = without.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = ((count - 1) / count * squares).squareRoot()
    guard error > 1e-12 else { return nil }
    self.init(value: value, standardError: error, groups: groups.count, level: level)
  }

  /// - Parameter standardError: of the transformed tau.
  private init(value: Double, standardError: Double, groups: Int, level: Double) {
    let quantile = StudentDistribution.quantile((1 + level) / 2, degrees: groups - 1)
    let middle = Self.transformed(value)
    interval = ConfidenceInterval(
      low: Self.restored(middle - quantile * standardError),
      high: Self.restored(middle + quantile * standardError))
    self.standardError = standardError
    self.groups = groups
  }

  /// The interval of the same tau with another source of noise that is independent of the models, such
  /// as the seeds of fine-tuning: variances add.
  ///
  /// - Parameter draws: values of tau under that noise alone, two or more.
  package func adding(_ draws: [Double], to value: Double, level: Double = 0.95) -> Self {
    let transformed = draws.map(Self.transformed)
    let mean = transformed.reduce(0, +) / Double(draws.count)
    let variance =
      transformed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
    return Self(
      value: value, standardError: (standardError * standardError + variance).squareRoot(),
      groups: groups, level: level)
  }

  private static func transformed(_ tau: Double) -> Double { asin(shrinkage * tau) }

  private static func restored(_ value: Double) -> Double {
    min(1, max(-1, sin(min(.pi / 2, max(-.pi / 2, value))) / shrinkage))
  }
}
