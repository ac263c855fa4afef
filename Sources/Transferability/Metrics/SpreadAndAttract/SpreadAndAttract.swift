import FeatureStatistics
import LinearAlgebra

/// SA, Spread and Attract: a base metric on principal components that were moved class by class.
package struct SpreadAndAttract: Metric {
  /// What is done to the components.
  enum Form: String, CaseIterable, Sendable { case code, printed }
  /// What scores them.
  enum Base: String, CaseIterable, Sendable { case sfda, logme, lda }

  let form: Form
  let base: Base

  private static let formOption = OptionDeclaration<Form>.choice(
    "form", default: .code, "as the public code moves rows, or as the paper describes it")
  private static let baseOption = OptionDeclaration<Base>.choice(
    "base", default: .sfda, "the metric that scores the moved rows")
  package static let options: [any DeclaredOption] = [formOption, baseOption]

  package init(_ options: MetricOptions) throws {
    form = try options(Self.formOption)
    base = try options(Self.baseOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let reduced = try input.isometric()
    return PreparedSpreadAndAttract(
      metric: self, input: reduced, classes: CentredClasses(reduced.statistics.moments))
  }

  /// Of the base metric on rows in memory.
  func baseScore(_ rows: Matrix, _ labels: [Int], classCount: Int) throws -> MetricScore {
    let input = IsometricInput(rows: rows, labels: labels, classCount: classCount)
    let prepared: any PreparedMetric =
      switch base {
      case .sfda: try PreparedSFDA(input)
      case .logme: try LogME(variant: .fixedPoint).prepare(checked: input.rows)
      case .lda: PreparedLDA(discriminants: try MeanDiscriminants(input.rows))
      }
    return try prepared.score(.none(classes: classCount))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing, scoring: MetricWork.eigen(d) + 256 * n * d)
  }

  package static let description = MetricDescription(
    name: "sa", title: "SA (Spread and Attract)",
    summary: "SFDA, LogME or LDA on 64 principal components, classes moved by Spread and Attract.",
    formula: """
      If exp(-5 x mean of the two largest eigenvalues of Cov(x)) < 1e-9, on 64 principal components:
      printed: x <- x + (x - mu_y)/|x - mu_y|, then every class is moved towards each other class by
      0.005 (d - 0.6 (r_a + r_b)), d the distance of the means, r as in PED; code: no spreading, and
      moved away from each other class by that much. Otherwise the base metric on x.
      """,
    inputs: [.statistics, .features],
    cost: "a setting: 9 D^3, one read of N D 64, and the base metric on 64 dimensions",
    source: "Kumar et al., WACV 2025; github.com/prafful-kumar/enhancing_TE metrics.py (6401c99)",
    differences: [
      "in the public code the spread rows are overwritten by attracting the rows before, so that "
        + "spreading has no effect; and attract has the sign of repulsion: classes that do not "
        + "overlap are moved apart. form code does what the code does, form printed what its text says",
      "exact principal components; the public code takes scikit-learn's randomised ones (seed 1919)",
      "a note says where the condition does not hold and the score is that of the base metric",
    ])
}
