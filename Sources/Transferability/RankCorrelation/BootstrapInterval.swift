import LinearAlgebra

/// A bootstrap interval, and what it was made of.
package struct BootstrapInterval: Sendable, Equatable {
  /// The lower end.
  package let low: Double
  /// The upper end.
  package let high: Double
  /// Resamples with a defined value.
  package let resamples: Int
  /// Resamples left out: the same model drawn every time, or only models that tie.
  package let degenerate: Int
}

extension BootstrapInterval {
  /// Ends then scatter by about 1 % of the interval from seed to seed.
  package static let defaultResamples = 10_000
  /// One seed for all: runs over the same models see the same resamples.
  package static let defaultSeed: UInt64 = 2023

  /// The interval of the weighted tau over models.
  ///
  /// nil where it is undefined: fewer than 3 models, no value, or the same value in every
  /// resample (a perfect order stays perfect however it is resampled). Models whose score or
  /// truth is NaN are left out, as in ``RankCorrelation``. The numbers depend on nothing but the
  /// arguments.
  package static func weightedTau(
    scores: [Double], truth: [Double?], convention: WeightedTauConvention = .symmetric,
    level: Double = 0.95, resamples: Int = defaultResamples, seed: UInt64 = defaultSeed
  ) -> BootstrapInterval? {
    let pairs = ScoredModels(scores: scores, truth: truth)
    let count = pairs.scores.count
    guard count > 2, resamples > 0 else { return nil }
    let tau = WeightedTau(
      scores: pairs.scores, truth: pairs.accuracies, convention: convention)
    let value = tau.value
    guard !value.isNaN else { return nil }
    var generator = SplitMix64(seed: seed)
    var workspace = WeightedTau.Workspace(models: count)
    var values: [Double] = []
    values.reserveCapacity(resamples)
    for _ in 0..<resamples {
      workspace.clear()
      for _ in 0..<count { workspace.draw(generator.nextIndex(below: count)) }
      let resampled = tau.value(of: &workspace)
      if !resampled.isNaN { values.append(resampled) }
    }
    return acceleratedInterval(
      value: value, resampled: values, leaveOneOut: tau.leaveOneOutValues, level: level,
      degenerate: resamples - values.count)
  }

  /// The bias-corrected and accelerated interval (B. Efron, "Better bootstrap confidence
  /// intervals", JASA 1987), as `scipy.stats.bootstrap(method="BCa")` computes it.
  ///
  /// - Parameters:
  ///   - resampled: defined values only.
  ///   - leaveOneOut: the jackknife values; where one is undefined, no acceleration is applied
  ///     (the interval is then the bias-corrected one).
  /// - Returns: nil if all resamples have the same value.
  package static func acceleratedInterval(
    value: Double, resampled: [Double], leaveOneOut: [Double], level: Double = 0.95,
    degenerate: Int = 0
  ) -> BootstrapInterval? {
    let sorted = resampled.sorted()
    guard let least = sorted.first, let most = sorted.last, least < most else { return nil }
    // Resamples that give the value itself must not count as below or above by rounding.
    let tolerance = 1e-12 * max(1, abs(value))
    var (below, equal) = (0, 0)
    for resample in sorted where resample <= value + tolerance {
      if resample < value - tolerance { below += 1 } else { equal += 1 }
    }
    // Half a resample away from 0 and 1, where the correction would be infinite.
    let count = Double(sorted.count)
    let share = (Double(below) + Double(equal) / 2) / count
    let bias = NormalDistribution.quantile(min(1 - 0.5 / count, max(0.5 / count, share)))
    let acceleration = acceleration(leaveOneOut)
    func bound(_ probability: Double) -> Double {
      let shifted = bias + NormalDistribution.quantile(probability)
      let corrected = bias + shifted / (1 - acceleration * shifted)
      return quantile(ofSorted: sorted, NormalDistribution.cumulative(corrected))
    }
    return BootstrapInterval(
      low: bound((1 - level) / 2), high: bound((1 + level) / 2), resamples: sorted.count,
      degenerate: degenerate)
  }

  /// sum d^3 / (6 (sum d^2)^(3/2)), d the deviations of the jackknife values from their mean.
  private static func acceleration(_ leaveOneOut: [Double]) -> Double {
    let mean = leaveOneOut.reduce(0, +) / Double(leaveOneOut.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in leaveOneOut {
      let deviation = mean - value
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    return acceleration.isFinite ? acceleration : 0
  }

  /// Linear between order statistics, as NumPy's default.
  package static func quantile(ofSorted sorted: [Double], _ probability: Double) -> Double {
    guard let last = sorted.last, !probability.isNaN else { return .nan }
    let position = min(1, max(0, probability)) * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
  }
}

extension SplitMix64 {
  /// Uniform in 0 ..< count (the high word of a product; its bias, count / 2^64, is no matter).
  package mutating func nextIndex(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
