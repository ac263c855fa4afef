import FeatureStatistics
import LinearAlgebra

/// A linear probe over the moved rows, fold by fold. Rows are read in blocks and never copied: those
/// of a fold's other side count with weight 0.
struct PreparedLinearProbe: PreparedMetric {
  let metric: LinearProbe
  let input: ScoringInput
  let classes: CentredClasses

  /// More than any set of the tests needs.
  private static let iterations = 1000
  /// Iterations after which the shared curvature is made anew: it costs as much as D / (4 C) of them.
  private static let curvatureLife = 30
  /// Of the loss, what is left to gain. A likelihood's error is the root of it.
  private static let (accuracyTolerance, likelihoodTolerance) = (1e-12, 1e-18)
  /// What the line search forgives, in units of the loss's rounding.
  private static let forgiveness = 64.0

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = HeldRows.holding(
      MovedRows(input, classes, motion), limit: HeldNumbers.current.products)
    var sum = 0.0
    var hasConverged = true
    for isTested in folds() {
      let (regression, minimum) = try fit(rows, training: isTested.map { $0.map { !$0 } })
      hasConverged = hasConverged && minimum.hasConverged
      sum += try points(regression, minimum.point, isTested)
    }
    let notes =
      hasConverged ? [] : ["the probe did not converge in \(Self.iterations) iterations"]
    let scale = metric.measure == .logLikelihood ? 1.0 : 100
    return try finite(scale * sum / Double(rows.rows), "The linear probe", notes: notes)
  }

  /// For each fold which rows are tested, the others are fitted to; nil: all rows are both.
  private func folds() -> [[Bool]?] {
    guard metric.folds > 0 else { return [nil] }
    var seen = [Int](repeating: 0, count: classes.counts.count)
    let fold = input.labels.map { c in
      seen[c] += 1
      return (seen[c] - 1) % metric.folds
    }
    return (0..<metric.folds).map { f in fold.map { $0 == f } }
      .filter { $0.contains(true) && $0.contains(false) }
  }

  private func fit(
    _ rows: any RowSource, training: [Bool]?
  ) throws -> (SoftmaxRegression, LimitedMemoryBFGS.Minimum) {
    let width = classes.counts.count
    let regression = SoftmaxRegression(
      rows: rows, labels: input.labels, classes: width, members: training, factor: 1,
      penalty: metric.penalty)
    let minimiser = LimitedMemoryBFGS(
      iterations: Self.iterations,
      slopeTolerance: metric.measure == .logLikelihood
        ? Self.likelihoodTolerance : Self.accuracyTolerance,
      forgiveness: Self.forgiveness,
      preconditioner: { try SharedCurvature(regression, at: $0)?.solve },
      preconditionerLife: max(Self.curvatureLife, rows.columns / (4 * width)))
    let start = [Double](repeating: 0, count: (rows.columns + 1) * width)
    let minimum = try minimiser.minimise(from: start, regression.evaluate)
    return (regression, minimum)
  }

  /// Tested rows that are right, or the sum of their log likelihoods: one read.
  private func points(
    _ regression: SoftmaxRegression, _ coefficients: [Double], _ isTested: [Bool]?
  ) throws -> Double {
    let halves = try regression.rows.mapHalves { range in
      var sum = 0.0
      try regression.forEachPiece(in: range) { first, rows in
        var logits = regression.logits(coefficients, of: rows)
        let labels = Array(input.labels[first..<(first + rows.rows)])
        let tested = labels.indices.filter { isTested?[first + $0] ?? true }
        switch metric.measure {
        case .accuracy:
          sum += Double(tested.count { logits.row($0).indexOfLargest == labels[$0] })
        case .logLikelihood:
          let losses = SoftmaxRegression.turnIntoProbabilities(&logits, labels)
          sum -= tested.reduce(0) { $0 + losses[$1] }
        }
      }
      return sum
    }
    return halves[0] + halves[1]
  }
}
