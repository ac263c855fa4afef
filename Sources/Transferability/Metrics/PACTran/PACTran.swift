import FeatureStatistics
import LinearAlgebra
import Platform

/// PACTran-Gauss: minus a PAC-Bayes bound on the loss of a linear classifier.
package struct PACTran: Metric {
  let priorFactor: Double
  let varianceFactor: Double
  let iterations: Int
  let seed: UInt64

  private static let priorOption = OptionDeclaration<Double>.number(
    "lda_factor", .above(0), default: 1, "prior strength: the ridge is 1/(lda_factor N)")
  private static let varianceOption = OptionDeclaration<Double>.number(
    "variance_factor", .above(0), default: 100, "prior variance x D / lda_factor")
  private static let iterationsOption = OptionDeclaration<Int>.integer(
    "iterations", in: 1...100_000, default: 100, "the most iterations of the minimisation")
  private static let seedOption = OptionDeclaration<UInt64>.seed
  package static let options: [any DeclaredOption] = [
    priorOption, varianceOption, iterationsOption, seedOption,
  ]

  package init(_ options: MetricOptions) throws {
    priorFactor = try options(Self.priorOption)
    varianceFactor = try options(Self.varianceOption)
    iterations = try options(Self.iterationsOption)
    seed = try options(Self.seedOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedPACTran(
      metric: self, input: input.withoutScatter, classes: CentredClasses(input.moments))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(
      preparing: 0, scoring: 100 * 4 * n * d * c, bytes: Int(18 * min(n * d, 32e6)))
  }

  package static let description = MetricDescription(
    name: "pactran", title: "PACTran-Gauss",
    summary: "Minus a PAC-Bayes bound on the loss of a linear classifier (Gaussian prior).",
    formula: """
      - min_{W, b} [mean cross entropy of softmax(x W + b) + |W|^2/(2 f N)]
      - C v/(2 N) log(f N T/(D C)), f = lda_factor, v = variance_factor, x about the mean,
      T = sum over weights and intercepts of sum_i x_i^2 q_i (1 - q_i), plus D C/(f N), q the
      probabilities at the minimum (x = 1 for intercepts).
      """,
    inputs: .features,
    cost:
      "a setting: up to 100 iterations of 4 N D C (over rows that are held where N D numbers take "
      + "no more than 256 MB, and read for each iteration otherwise)",
    randomness: "the start W ~ 0.03 N(0, 1), from option seed; it matters because the minimisation "
      + "stops early",
    source: "Ding et al., ECCV 2022; github.com/google-research/pactran_metrics",
    differences: [
      "minus the official number, which is a bound on a loss: here larger is better",
      "L-BFGS with the rules of SciPy's L-BFGS-B (100 iterations, tolerance 1e-6), seeded with "
        + "other random numbers: scores agree in distribution; ETran's copy stops after 10 "
        + "iterations, EMMS's after 100",
      "the official code changes the features that it is given; this one does not",
      "official pairs: lda_factor 10 with variance_factor 100 or 10, 1 with 100 or 10, 0.1 with "
        + "100 or 10 (there named s2 = variance_factor lda_factor / D)",
      "PACTran-Dirichlet and -Gamma read source outputs: metrics pactran_dirichlet, pactran_gamma",
    ])
}

struct PreparedPACTran: PreparedMetric {
  let metric: PACTran
  let input: ScoringInput
  let classes: CentredClasses

  /// The official standard deviation of the first weights.
  private static let startScale = 0.03
  /// What the official code adds inside of the log.
  private static let guardTerm = 1e-10
  /// The official tolerances of SciPy's minimiser.
  private static let tolerance = 1e-6

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = HeldRows.holding(
      MovedRows(input, classes, motion), limit: HeldNumbers.current.products)
    let (count, dimension) = (Double(rows.rows), rows.columns)
    let width = classes.counts.count
    let ridge = 1 / (metric.priorFactor * count)
    let regression = SoftmaxRegression(
      rows: rows, labels: input.labels, classes: width, members: nil, factor: 1 / count,
      penalty: ridge)
    var random = SplitMix64(seed: metric.seed)
    let start =
      random.normals(dimension * width).map { Self.startScale * $0 }
      + [Double](repeating: 0, count: width)
    let minimiser = LimitedMemoryBFGS(
      iterations: metric.iterations, gradientTolerance: Self.tolerance,
      valueTolerance: Self.tolerance)
    let minimum = try minimiser.minimise(from: start, regression.evaluate)
    let curvature = try curvature(regression, minimum.point) + Double(dimension * width) * ridge
    let spread = curvature / ridge / Double(dimension * width) + Self.guardTerm
    let penalty =
      0.5 * Double(width) * metric.varianceFactor / count * log(spread)
    return try finite(-(minimum.value + penalty), "PACTran-Gauss")
  }

  /// Sum over weights and intercepts of sum_i x_i^2 q_i (1 - q_i), with x = 1 for intercepts.
  private func curvature(
    _ regression: SoftmaxRegression, _ coefficients: [Double]
  ) throws -> Double {
    let halves = try regression.rows.mapHalves { range in
      var sum = 0.0
      try regression.forEachPiece(in: range, at: coefficients) { _, rows, shares in
        for i in 0..<rows.rows {
          let spread = shares.row(i).reduce(0) { $0 + $1 * (1 - $1) }
          sum += spread * (1 + sumOfSquares(rows.row(i)))
        }
      }
      return sum
    }
    return halves[0] + halves[1]
  }
}
