import LinearAlgebra
import Transferability

/// What weighted tau a perfect metric would reach: the correlation of the accuracies with another draw
/// of the same accuracies, which have noise of their own.
package struct NoiseCeiling: Sendable {
  /// Where the noise of the accuracies comes from.
  package let source: TruthNoise.Source
  /// The mean over draws, by dataset; nil where the noise is not known.
  package let taus: [Double?]
  /// How many pairs of a model and a dataset have a noise that is known.
  package let pairs: Int
  /// Of the weighted tau over noise and datasets.
  package let mean: Double

  /// nil where no dataset has a noise that is known.
  package init?(
    _ table: TruthTable, _ noise: TruthNoise?, seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    guard let noise else { return nil }
    source = noise.source
    pairs = noise.errors.joined().count { $0 != nil }
    var generator = SplitMix64(seed: seed)
    taus = table.datasets.indices.map { dataset in
      let pairs = zip(table.merits[dataset], noise.errors[dataset]).compactMap { merit, error in
        merit.flatMap { merit in error.map { (merit, $0) } }
      }
      guard pairs.count > 2 else { return nil }
      let merits = pairs.map(\.0)
      return SampleStatistics.mean(
        TruthNoise.taus(scores: merits, truth: merits, errors: pairs.map(\.1), &generator))
    }
    guard let mean = SampleStatistics.mean(taus.compactMap { $0 }) else { return nil }
    self.mean = mean
  }
}
