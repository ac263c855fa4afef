import FeatureStatistics
import LinearAlgebra
import Platform

/// PACTran-Gamma: as ``PACTranDirichlet``, with independent rates in place of probabilities.
package struct PACTranGamma: Metric {
  let alpha: Double

  private static let alphaOption = OptionDeclaration<Double>.number(
    "alpha", .above(0), default: 1, "strength of the prior")
  package static let options: [any DeclaredOption] = [alphaOption]

  package init(_ options: MetricOptions) throws { alpha = try options(Self.alphaOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let name = Self.description.title
    let model = try PACTranLabelModel(
      input, alpha: alpha, metric: name, potential: Self.potential,
      observe: { probabilities, sums in
        log(zip(probabilities, sums).reduce(0) { $0 + $1.0 * $1.1 }) - 1
      })
    let (classes, sources) = (model.counts.rows, model.counts.columns)
    let prior = model.priors.reduce(0) { $0 + GammaFunction.logarithm($1) }
    let posterior = model.counts.elements.reduce(0) { $0 + GammaFunction.logarithm($1) }
    let loss = Double(sources) * prior - posterior + model.divergence + model.observed
    return FixedScore(
      value: -(loss / Double(input.labels.count * classes) + 1), name: name,
      notes: try input.outputNotes())
  }

  private static func potential(_ counts: Matrix) -> Matrix {
    Matrix(
      rows: counts.rows, columns: counts.columns,
      elements: counts.elements.map { GammaFunction.digamma($0) })
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "pactran_gamma", title: "PACTran-Gamma",
    summary: "Minus a PAC-Bayes bound on the loss through the source classes (Gamma prior).",
    formula: """
      - 1 - [sum_cz (log Gamma(a0_c) - log Gamma(a[c, z])) + sum_i (sum_z q_i[z] log(q_i[z]/s_i[z])
      + log(sum_z s_i[z] sum_c a[c, z]) - 1)] / (N C), a as in pactran_dirichlet with
      q_i[z] ~ s_i[z] exp(psi(a[y_i, z])).
      """,
    inputs: .logits,
    cost: "once: 11 reads of the logits, N K; a setting: nothing",
    source: "Ding et al., ECCV 2022; github.com/google-research/pactran_metrics compute_metrics.py "
      + "calculate_pac_gamma",
    differences: [
      "minus the official number, which is a bound on a loss: here larger is better",
      "the official script also takes responsibilities of a Gaussian mixture for source "
        + "probabilities (its pac_ngam): not here",
    ])
}
