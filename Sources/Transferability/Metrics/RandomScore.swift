import FeatureStatistics
import LinearAlgebra

/// A random number for each model and dataset: what chance gives.
package struct RandomScore: Metric {
  let seed: UInt64

  private static let seedOption = OptionDeclaration<UInt64>.seed
  package static let options: [any DeclaredOption] = [seedOption]

  package init(_ options: MetricOptions) throws { seed = try options(Self.seedOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    // FNV-1a of the names, so that the number depends on them alone.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in input.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = SplitMix64(seed: hash &+ seed)
    return FixedScore(value: random.nextUnit(), name: "Random")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "random_score", title: "Random",
    summary: "A random number for each model and dataset: what chance gives.",
    formula: "uniform in [0, 1), from the names of model and dataset and the seed",
    inputs: .shape, cost: "nothing",
    randomness: "all of it, from option seed: a list of seeds in a plan shows what chance gives",
    source: "a baseline; TE-Bench (github.com/alizkzm/te-guide) has one too")
}
