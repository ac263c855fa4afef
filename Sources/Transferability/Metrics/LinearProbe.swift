import LinearAlgebra
import Platform

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

  package func prepare(checked sample: Sample) throws -> any PreparedMetric {
    try sample.requireTwoClasses("A linear probe")
    return PreparedLinearProbe(
      metric: self, sample: sample.withoutScatter,
      classes: CentredClasses(sample.statistics))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    // Five folds of some 100 iterations, with four curvatures.
    return MetricWork(preparing: 0, scoring: 5 * (100 * 4 * n * d * c + 4 * n * d * d))
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
    cost: "a setting: one read, held in memory (N D); per fold some 100 iterations of 4 N D C + "
      + "D^2 C, and N D^2 + D^3/3 every 30 of them (rarer for D > 120 C)",
    source: "a baseline; github.com/dbolya/parc methods.py SplitLogistic is close",
    differences: [
      "converged: at most 1e-12 of the loss is left to gain (1e-18 for the likelihood, whose error "
        + "is its root); PARC's stops after 20 "
        + "iterations or at 0.1, and trains on the first half of the rows and scores the second",
      "the same minimum as scikit-learn's LogisticRegression with C = 1/penalty (default 1) on the "
        + "same folds",
    ])
}

struct PreparedLinearProbe: PreparedMetric {
  let metric: LinearProbe
  let sample: Sample
  let classes: CentredClasses

  private static let iterations = 1000

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = try sample.centredRows(after: motion, classes)
    var sum = 0.0
    var hasConverged = true
    for (training, testing) in folds() where !testing.isEmpty && !training.isEmpty {
      let (regression, minimum) = try fit(rows, training)
      hasConverged = hasConverged && minimum.hasConverged
      sum += points(regression, minimum.point, rows.selecting(testing), testing)
    }
    let notes =
      hasConverged ? [] : ["the probe did not converge in \(Self.iterations) iterations"]
    let scale = metric.measure == .logLikelihood ? 1.0 : 100
    return try finite(scale * sum / Double(rows.rows), "The linear probe", notes: notes)
  }

  private func folds() -> [(training: [Int], testing: [Int])] {
    let all = Array(sample.labels.indices)
    guard metric.folds > 0 else { return [(all, all)] }
    var seen = [Int](repeating: 0, count: classes.counts.count)
    var fold = [Int](repeating: 0, count: all.count)
    for (i, c) in sample.labels.enumerated() {
      fold[i] = seen[c] % metric.folds
      seen[c] += 1
    }
    return (0..<metric.folds).map { f in
      (all.filter { fold[$0] != f }, all.filter { fold[$0] == f })
    }
  }

  private func fit(
    _ rows: Matrix, _ training: [Int]
  ) throws -> (SoftmaxRegression, LimitedMemoryBFGS.Minimum) {
    let width = classes.counts.count
    let regression = SoftmaxRegression(
      rows: rows.selecting(training), labels: training.map { sample.labels[$0] },
      classes: width, factor: 1, penalty: metric.penalty)
    let life = max(30, rows.columns / (4 * width))
    let minimiser = LimitedMemoryBFGS(
      iterations: Self.iterations, slopeTolerance: metric.measure == .logLikelihood ? 1e-18 : 1e-12,
      forgiveness: 64,
      preconditioner: { SharedCurvature(regression, at: $0)?.solve }, preconditionerLife: life)
    let start = [Double](repeating: 0, count: (rows.columns + 1) * width)
    let minimum = minimiser.minimise(from: start, regression.evaluate)
    return (regression, minimum)
  }

  /// Rows right, or the sum of their log likelihoods.
  private func points(
    _ regression: SoftmaxRegression, _ coefficients: [Double], _ rows: Matrix, _ indices: [Int]
  ) -> Double {
    var logits = regression.logits(coefficients, of: rows)
    let labels = indices.map { sample.labels[$0] }
    guard metric.measure == .accuracy else {
      return -SoftmaxRegression.turnIntoProbabilities(&logits, labels).reduce(0, +)
    }
    var hits = 0
    for (i, c) in labels.enumerated() {
      let row = logits.row(i)
      if row.firstIndex(of: row.max() ?? 0) == row.startIndex + c { hits += 1 }
    }
    return Double(hits)
  }
}

/// A stand-in for the Hessian that all classes share, X'diag(w)X + penalty with w the largest
/// q (1 - q) of each row, exact at the start: it makes the minimisation independent of the
/// features' scale and correlations. Cost: N D^2 + D^3/3.
private struct SharedCurvature {
  private let factor: Cholesky
  private let classes: Int
  private let interceptScale: Double

  /// nil if it cannot be inverted.
  init?(_ regression: SoftmaxRegression, at coefficients: [Double]) {
    var shares = regression.logits(coefficients)
    _ = SoftmaxRegression.turnIntoProbabilities(&shares, regression.labels)
    let weights = (0..<shares.rows).map { i in
      shares.row(i).reduce(0) { max($0, $1 * (1 - $1)) }
    }
    var curvature = regression.rows.scalingRows(by: weights.map { $0.squareRoot() }).gram()
    for d in 0..<curvature.rows { curvature[d, d] += regression.penalty }
    guard let factor = try? Cholesky(curvature) else { return nil }
    self.factor = factor
    classes = regression.classes
    interceptScale = 1 / max(weights.reduce(0, +), 1e-3)
  }

  func solve(_ vector: [Double]) -> [Double] {
    let split = factor.size * classes
    let slopes = Matrix(
      rows: factor.size, columns: classes, elements: Array(vector.prefix(split)))
    return factor.solve(slopes).elements + vector[split...].map { $0 * interceptScale }
  }
}
