import LinearAlgebra
import Platform
import Transferability

/// How far accuracies would be elsewhere if fine-tuning were done again, or tested on other images.
package struct TruthNoise: Sendable {
  /// Where the noise is taken from.
  package enum Source: Sendable, Equatable {
    /// The spread over fine-tuning seeds.
    case seeds
    /// The binomial error of an accuracy over the test images.
    case testSize
    /// Both: seeds share their test images, so their spread does not hold that error.
    case seedsAndTestSize

    /// As sentences have it.
    package var title: String {
      switch self {
      case .seeds: "the spread over fine-tuning seeds"
      case .testSize: "the number of test images"
      case .seedsAndTestSize: "the spread over fine-tuning seeds and the number of test images"
      }
    }
  }

  /// Where it comes from.
  package let source: Source
  /// The standard error of each merit, by dataset, then by model; nil where it is not known.
  package let errors: [[Double?]]

  /// Draws of the truth.
  package static let draws = 2_000

  /// - Parameters:
  ///   - testSizes: test images of each dataset; those that are not named have none that is known.
  ///   - scale: what an accuracy of 100 % is in the table: 100 or 1.
  /// - Returns: nil where nothing is known.
  package init?(_ table: TruthTable, testSizes: TestSizes = .unknown, scale: Double) {
    let sizes = table.datasets.map(testSizes.of)
    let hasSeeds = table.errors.contains { $0.contains { $0 != nil } }
    let hasSizes = sizes.contains { $0 != nil }
    guard hasSeeds || hasSizes else { return nil }
    source = hasSeeds && hasSizes ? .seedsAndTestSize : hasSeeds ? .seeds : .testSize
    errors = zip(table.merits, zip(table.errors, sizes)).map { merits, known in
      zip(merits, known.0).map { merit, error in
        guard let merit else { return nil }
        let binomial = known.1.map { Self.variance(abs(merit) / scale, $0) * scale * scale }
        let parts = [error.map { $0 * $0 }, binomial].compactMap { $0 }
        return parts.isEmpty ? nil : parts.reduce(0, +).squareRoot()
      }
    }
  }

  private static func variance(_ share: Double, _ count: Int) -> Double {
    let p = min(1, max(0, share))
    return p * (1 - p) / Double(count)
  }

  /// The weighted tau of scores with other draws of the truth (normal, with the errors given).
  ///
  /// - Returns: empty where tau is undefined.
  package static func taus(
    scores: [Double], truth: [Double], errors: [Double],
    convention: WeightedTauConvention = .symmetric, _ generator: inout SplitMix64
  ) -> [Double] {
    var taus: [Double] = []
    for _ in 0..<draws {
      let drawn = zip(truth, errors).map { merit, error in
        let uniform = (Double(generator.next() >> 11) + 0.5) / 9_007_199_254_740_992
        return merit + error * NormalDistribution.quantile(uniform)
      }
      let tau = WeightedTau(scores: scores, truth: drawn, convention: convention).value
      guard !tau.isNaN else { return [] }
      taus.append(tau)
    }
    return taus
  }
}
