import FeatureStatistics
import LinearAlgebra

/// LP: how often the neighbours of a row have its label after a neighbourhood components analysis.
package struct NeighbourProbability: Metric {
  let neighbours: Int
  let dimensions: Int
  let iterations: Int

  private static let neighboursOption = OptionDeclaration<Int>.integer(
    "k", in: 1...1000, default: 5, "neighbours, the row itself among them")
  private static let dimensionsOption = OptionDeclaration<Int>.integer(
    "dimensions", in: 1...4096, default: 50, "of the space in which neighbours are looked for")
  private static let iterationsOption = OptionDeclaration<Int>.integer(
    "iterations", in: 0...100_000, default: 50, "the most iterations of the minimisation")
  package static let options: [any DeclaredOption] = [
    neighboursOption, dimensionsOption, iterationsOption,
  ]

  package init(_ options: MetricOptions) throws {
    neighbours = try options(Self.neighboursOption)
    dimensions = try options(Self.dimensionsOption)
    iterations = try options(Self.iterationsOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedNeighbourProbability(
      metric: self, input: input.withoutScatter, classes: CentredClasses(input.moments))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    let k = min(d, Double(dimensionsOption.defaultValue))
    return MetricWork(preparing: 0, scoring: 60 * (6 * n * n * k + 4 * n * d * k + 30 * n * n))
  }

  package static let description = MetricDescription(
    name: "lp", title: "LP",
    summary: "Share of a row's nearest neighbours with its label, after NCA to 50 dimensions.",
    formula: """
      mean_i of the share of label y_i among the k nearest rows (the row itself is one of them) of
      A x, A (d x D) = arg max sum_i sum_{j: y_j = y_i} p_ij, p_ij = softmax_{j != i}(-|A x_i - A x_j|^2),
      from the principal components, or the identity if d >= min(N, D).
      """,
    inputs: .features,
    cost: "a setting: one read, held in memory (N D), D^3 for the start, and up to 50 iterations "
      + "of 6 N^2 d + 4 N D d",
    source: "Chaves et al. 2023; github.com/DovileDo/transferability-in-medical-imaging "
      + "src/metrics.py LP_Score (7e308c4), with scikit-learn's NeighborhoodComponentsAnalysis",
    differences: [
      "scikit-learn refuses more components than dimensions, so the official code stops below 50; here all "
        + "dimensions count",
      "with more than 50 classes scikit-learn begins with an LDA; here principal components always",
      "scikit-learn takes randomised components of large features; here they are exact",
      "equal distances go to the first row",
    ])
}
