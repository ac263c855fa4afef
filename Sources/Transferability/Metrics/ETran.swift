import FeatureStatistics
import LinearAlgebra
import Platform

/// ETran: energy and LDA of a model, each scaled to 0...1 over the models, mixed 0.15 to 0.85.
package struct ETran: Metric {
  package init(_ options: MetricOptions) {}

  /// The official script's.
  private static let energyWeight = 0.15

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedETran(input: input, lda: PreparedLDA(discriminants: try MeanDiscriminants(input)))
  }

  /// Energy and LDA.
  package static let componentCount = 2

  /// Components are (energy, lda).
  package func combine(_ components: [[Double]]) -> [Double] {
    let energies = unitScaled(components.map { $0[0] })
    let posteriors = unitScaled(components.map { $0[1] })
    return zip(energies, posteriors).map {
      Self.energyWeight * $0 + (1 - Self.energyWeight) * $1
    }
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(preparing: 2 * n * d * c, scoring: n * d + 3 * n * c * c)
  }

  package static let description = MetricDescription(
    name: "etran", title: "ETran",
    summary: "Energy of the features and LDA, scaled over the models of a run and mixed.",
    formula: """
      0.15 minmax(energy) + 0.85 minmax(lda) over the models; energy: mean of the 5N/1000 (rounded
      down, at least 1) smallest logsumexp_d(x_d); lda: see metric lda. Equal values scale to 0.
      """,
    inputs: .features,
    cost: "once: one read, N D C; a setting: one read, N D + N C^2",
    source: "Gholami et al., ICCV 2023; github.com/mgholamikn/ETran",
    differences: [
      "below 200 rows the official energy is the mean of nothing (NaN); here of one row",
      "the energy is taken over features, as the official script does, not over logits",
    ])
}

struct PreparedETran: PreparedMetric {
  let input: ScoringInput
  let lda: PreparedLDA
  /// The official energy is that of the lowest 0.5 % of the rows.
  private static let rowsPerEnergy = 200

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var energies: [Double] = []
    try input.forEachMovedBlock(lda.discriminants.classes.shifts(motion)) { _, block in
      energies += (0..<block.rows).map { logSumExp(block.row($0)) }
    }
    let count = max(energies.count / Self.rowsPerEnergy, 1)
    let energy = try finite(
      energies.sorted().prefix(count).reduce(0, +) / Double(count), "ETran's energy")
    let posterior = try lda.score(motion)
    return MetricScore(components: energy.components + posterior.components)
  }
}
