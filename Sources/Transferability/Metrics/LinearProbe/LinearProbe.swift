import FeatureStatistics
import LinearAlgebra

/// A linear probe: cross-validated multinomial logistic regression.
package struct LinearProbe: Metric {
  /// What is told of the rows inside a fold.
  enum Measure: String, CaseIterable, Sendable {
    case accuracy
    case logLikelihood = "log_likelihood"
  }

  let folds: Int
  let penalty: Double
  let measure: Measure

  private static let foldsOption = OptionDeclaration<Int>.integer(
    "folds", in: 0...1000, default: 5,
    "of the cross-validation (not 1); 0 scores the rows that it is fitted to")
  private static let penaltyOption = OptionDeclaration<Double>.number(
    "penalty", .above(0), default: 1, "weight of |W|^2/2 against the sum of cross entropies")
  private static let measureOption = OptionDeclaration<Measure>.choice(
    "measure", default: .accuracy, "percent right, or the mean log probability of the true class")
  package static let options: [any DeclaredOption] = [foldsOption, penaltyOption, measureOption]

  /// Reads the options.
  package init(_ options: MetricOptions) throws {
    folds = try options(Self.foldsOption)
    penalty = try options(Self.penaltyOption)
    measure = try options(Self.measureOption)
    guard folds != 1 else {
      throw MetricError(
        "linear_probe: option folds is 1; allowed are 0 (scored on the rows that it is fitted to) "
          + "and 2 to 1000.")
    }
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedLinearProbe(
      metric: self, input: input.withoutScatter,
      classes: CentredClasses(input.moments))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    // Five folds of some 100 iterations, with four curvatures.
    return MetricWork(
      preparing: 0, scoring: 5 * (100 * 4 * n * d * c + 4 * n * d * d),
      bytes: Int(24 * min(n * d, 32e6) + 28 * n * c + 88 * d * d))
  }

  package static let description = MetricDescription(
    name: "linear_probe", title: "Linear probe",
    summary: "Cross-validated accuracy of multinomial logistic regression, in percent.",
    formula: """
      min_{W, b} sum_i cross entropy(softmax(x_i W + b), y_i) + penalty/2 |W|^2, to convergence, on
      the rows outside a fold; 100 x share of the rows inside whose largest logit is their label's.
      The r-th row of a class belongs to fold r mod folds.
      """,
    inputs: .features,
    cost:
      "a setting: per fold some 100 iterations of 4 N D C + D^2 C, and N D^2 + D^3/3 every 30 of "
      + "them (rarer for D > 120 C; over rows that are held where N D numbers take no more than "
      + "256 MB, and read for each iteration otherwise)",
    source: "a baseline; github.com/dbolya/parc methods.py SplitLogistic is close",
    differences: [
      "converged: at most 1e-12 of the loss is left to gain (1e-18 for the likelihood, whose error "
        + "is its root); PARC's stops after 20 "
        + "iterations or at 0.1, and trains on the first half of the rows and scores the second",
      "the same minimum as scikit-learn's LogisticRegression with C = 1/penalty (default 1) on the "
        + "same folds",
    ])
}
