import FeatureStatistics
import LinearAlgebra
import Platform

/// PACTran-Dirichlet: minus a PAC-Bayes bound on the loss of the labels through the source classes.
package struct PACTranDirichlet: Metric {
  let alpha: Double

  private static let alphaOption = OptionDeclaration<Double>.number(
    "alpha", .above(0), default: 1, "strength of the prior")
  package static let options: [any DeclaredOption] = [alphaOption]

  package init(_ options: MetricOptions) throws { alpha = try options(Self.alphaOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let name = Self.description.title
    let model = try PACTranLabelModel(
      input, alpha: alpha, metric: name, potential: Self.potential, observe: { _, _ in 0 })
    let (classes, sources) = (model.counts.rows, model.counts.columns)
    let sums = model.counts.transposedTimes([Double](repeating: 1, count: classes))
    let prior =
      GammaFunction.logarithm(model.priors.reduce(0, +))
      - model.priors.reduce(0) { $0 + GammaFunction.logarithm($1) }
    let posterior =
      sums.reduce(0) { $0 + GammaFunction.logarithm($1) }
      - model.counts.elements.reduce(0) { $0 + GammaFunction.logarithm($1) }
    let evidence = Double(sources) * prior - posterior - model.divergence
    return FixedScore(
      value: evidence / Double(input.labels.count * classes), name: name,
      notes: try input.outputNotes())
  }

  private static func potential(_ counts: Matrix) -> Matrix {
    let sums = counts.transposedTimes([Double](repeating: 1, count: counts.rows))
    let offsets = sums.map { GammaFunction.digamma($0) }
    return Matrix(
      rows: counts.rows, columns: counts.columns,
      elements: counts.elements.map { GammaFunction.digamma($0) }
    ).subtractingFromRows(offsets)
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "pactran_dirichlet", title: "PACTran-Dirichlet",
    summary: "Minus a PAC-Bayes bound on the loss through the source classes (Dirichlet prior).",
    formula: """
      [K log B0 - sum_z log B_z - sum_i sum_z q_i[z] log(q_i[z]/s_i[z])] / (N C), s_i the source
      probabilities (K); log B = log Gamma(sum a) - sum log Gamma(a), a0_c = alpha n_c/N, and after
      ten rounds a[c, z] = a0_c + sum over class c of q_i[z],
      q_i[z] ~ s_i[z] exp(psi(a[y_i, z]) - psi(sum_c a[c, z])).
      """,
    inputs: .logits,
    cost: "once: 11 reads of the logits, N K; a setting: nothing",
    source: "Ding et al., ECCV 2022; github.com/google-research/pactran_metrics compute_metrics.py "
      + "calculate_pac_dir",
    differences: [
      "minus the official number, which is a bound on a loss: here larger is better",
      "the official script also takes responsibilities of a Gaussian mixture for source "
        + "probabilities (its pac_ndir): not here",
    ])
}
