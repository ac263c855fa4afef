import LinearAlgebra
import Transferability

/// What weighted tau a perfect metric would reach: the correlation of the accuracies with another draw
/// of the same accuracies, which have noise of their own.
package struct NoiseCeiling: Sendable {
  /// Where the noise is taken from.
  package enum Source: Sendable, Equatable {
    /// The spread over fine-tuning seeds.
    case seeds
    /// The binomial error of an accuracy over so many test images.
    case testSize(Int)
  }

  /// Where the noise of the accuracies comes from.
  package let source: Source
  /// The mean over draws, by dataset; nil where the noise is not known.
  package let taus: [Double?]
  /// Of the weighted tau over noise and datasets.
  package let mean: Double

  private static let draws = 2_000

  /// - Parameters:
  ///   - testSize: used where the table has no repetitions; nil: unknown.
  ///   - scale: what an accuracy of 100 % is in the table: 100 or 1.
  /// - Returns: nil where no dataset has a noise that is known.
  package init?(
    _ table: TruthTable, testSize: Int? = nil, scale: Double,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    let hasSeeds = table.errors.contains { $0.contains { $0 != nil } }
    guard hasSeeds || testSize != nil else { return nil }
    source = hasSeeds ? .seeds : .testSize(testSize ?? 0)
    var generator = SplitMix64(seed: seed)
    taus = table.datasets.indices.map { dataset in
      let pairs = table.models.indices.compactMap { model -> (merit: Double, error: Double)? in
        guard let merit = table.merits[dataset][model] else { return nil }
        let error =
          hasSeeds
          ? table.errors[dataset][model]
          : testSize.map { Self.binomial(abs(merit) / scale, $0) * scale }
        return error.map { (merit, $0) }
      }
      guard pairs.count > 2 else { return nil }
      return Self.mean(pairs, &generator)
    }
    guard let mean = SampleStatistics.mean(taus.compactMap { $0 }) else { return nil }
    self.mean = mean
  }

  private static func binomial(_ share: Double, _ count: Int) -> Double {
    let p = min(1, max(0, share))
    return (p * (1 - p) / Double(count)).squareRoot()
  }

  private static func mean(
    _ pairs: [(merit: Double, error: Double)], _ generator: inout SplitMix64
  ) -> Double? {
    var sum = 0.0
    for _ in 0..<draws {
      let drawn = pairs.map { pair in
        let uniform = (Double(generator.next() >> 11) + 0.5) / 9_007_199_254_740_992
        return pair.merit + pair.error * NormalDistribution.quantile(uniform)
      }
      let tau = WeightedTau(
        scores: pairs.map(\.merit), truth: drawn, convention: .symmetric
      ).value
      guard !tau.isNaN else { return nil }
      sum += tau
    }
    return sum / Double(draws)
  }
}
