import FeatureStatistics
import LinearAlgebra

/// The stable rank of the features, without labels.
package struct StableRank: Metric {
  let isNormalised: Bool

  private static let normalisedOption = OptionDeclaration<Bool>.flag(
    "normalised", default: false, "divided by min(N, D), as te-guide has it")
  package static let options: [any DeclaredOption] = [normalisedOption]

  package init(_ options: MetricOptions) throws {
    isNormalised = try options(Self.normalisedOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let spectrum = try MovedSpectrum(input, metric: "The stable rank")
    return PreparedStableRank(
      spectrum: spectrum, divisor: isNormalised ? Double(spectrum.count) : 1)
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .spectrum(shape) }

  package static let description = MetricDescription(
    name: "stable_rank", title: "Stable rank",
    summary: "Sum of the squared singular values over the largest of them.",
    formula: "|X|_F^2 / |X|_2^2 of the features, not centred; normalised: divided by min(N, D)",
    inputs: .statistics, comparesClasses: false,
    cost: "a setting: 4/3 D^3, no features",
    source: "Rudelson and Vershynin, JACM 2007; TE-Bench (github.com/alizkzm/te-guide) "
      + "guide/core/linalg.py",
    differences: [
      "te-guide adds 1e-8 to |X|_2^2 and divides by min(N, D): option normalised",
      "labels matter only through PED: without motion the score has none",
    ])
}

struct PreparedStableRank: PreparedMetric {
  let spectrum: MovedSpectrum
  let divisor: Double

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let squares = try spectrum.squares(motion, metric: "The stable rank")
    let rank = squares.reduce(0, +) / (squares.last ?? 0)
    return try finite(rank / divisor, "The stable rank", notes: spectrum.notes)
  }
}
