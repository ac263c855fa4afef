import FeatureStatistics
import LinearAlgebra

/// H-score with the covariance shrunk as Ledoit and Wolf do.
package struct RegularizedHScore: Metric {
  enum Variant: String, CaseIterable, Sendable {
    case official
    case teGuide = "te_guide"
  }

  let variant: Variant

  private static let variantOption = OptionDeclaration<Variant>.choice(
    "variant", default: .official, "with the factor 1 - a, or without, as te-guide has it")
  package static let options: [any DeclaredOption] = [variantOption]

  package init(_ options: MetricOptions) throws { variant = try options(Self.variantOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    try PreparedRegularizedHScore(input.isometric(), variant: variant)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + 2 * n * d * c + MetricWork.eigen(d),
      scoring: 4 * n * c + 2 * d * c * c, held: MetricWork.table(shape),
      bytes: Int(3.2 * min(n * d, 4e6)))
  }

  package static let description = MetricDescription(
    name: "reg_hscore", title: "Regularised H-score",
    summary: "H-score with a Ledoit-Wolf covariance.",
    formula: """
      tr(Cov_a^-1 (1 - a) Cov(g)), Cov_a = (1 - a) Cov + a tr(Cov)/D I with Ledoit and Wolf's a;
      Cov with 1/N, Cov(g) with 1/(N - 1), g_i = mean of the class of row i.
      """,
    inputs: .features,
    cost: "once: one read, N D C + D^3; a setting: N C + D C^2, no features "
      + "(where N C numbers take more than 256 MB they are not kept: one read, N D)",
    source: "Ibrahim et al., ECML PKDD 2022; the authors' function",
    differences: [
      "te_guide is what te-guide (002852b) computes: without the factor 1 - a, Cov(g) with 1/N, and a "
        + "at least 1e-6",
      "transformer-ranker takes the roots of class sizes in single precision: up to 1e-7 off",
    ])
}

struct PreparedRegularizedHScore: PreparedMetric {
  private let classes: CentredClasses
  private let within: WithinBasis
  private let labels: [Int]
  /// D
  private let dimension: Double
  /// Centred rows times centred class means
  private let products: RowProjection
  /// [N]
  private let squaredNorms: [Double]
  private let variant: RegularizedHScore.Variant

  init(_ input: IsometricInput, variant: RegularizedHScore.Variant) throws {
    self.variant = variant
    let rows = input.rows
    classes = CentredClasses(rows.moments)
    within = try WithinBasis(input.statistics, classes)
    labels = rows.labels
    dimension = Double(rows.dimension)
    products = try RowProjection(rows, on: classes.means, about: .point(classes.centre))
    let (features, centre) = (rows.features, classes.centre)
    squaredNorms = try features.mapHalves { range in
      var norms: [Double] = []
      norms.reserveCapacity(range.count)
      try features.forEachBlock(in: range) { _, block in
        let centred = block.subtractingFromRows(centre)
        norms += (0..<centred.rows).map { sumOfSquares(centred.row($0)) }
      }
      return norms
    }.flatMap { $0 }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let count = classes.total
    guard count > 1 else { throw MetricError("The regularised H-score needs two rows.") }
    let between = within.between(motion, classes)
    let values = within.eigenvalues
    let small = between.timesTransposed(between)
    let trace = (values.reduce(0, +) + small.trace) / count
    let cross = between.scalingColumns(by: values).timesTransposed(between).trace
    let squared = sumOfSquares(values) + 2 * cross + sumOfSquares(small.elements)
    let squares = squared / (count * count)
    let spread = squares - trace * trace / dimension
    let noise = try (fourthMoment(motion) / count - squares) / count
    // One dimension is its own average: there is nothing to shrink to (scikit-learn's rule too), and
    // the spread is 0 but for rounding.
    let optimal = dimension > 1 && spread > 0 ? min(max(noise, 0), spread) / spread : 0
    let shrinkage = variant == .teGuide ? max(optimal, Self.teGuideFloor) : optimal
    let keep = 1 - shrinkage
    let floor = shrinkage * trace / dimension
    let inverse = values.map { 1 / (keep * $0 / count + floor) }
    let kernel = between.scalingColumns(by: inverse).timesTransposed(between)
    guard kernel.elements.allSatisfy(\.isFinite) else {
      throw MetricError(
        "The regularised H-score needs features that vary; their shrunk covariance is singular.")
    }
    var score = 0.0
    for value in try SymmetricEigen.values(of: kernel) where value > 0 {
      score += value / (1 + keep / count * value)
    }
    let factor = variant == .teGuide ? 1 / count : keep / (count - 1)
    return try finite(factor * score, "The regularised H-score")
  }

  /// The least shrinkage there.
  private static let teGuideFloor = 1e-6

  /// Sum over the rows of |x'|^4, x' about the mean of all.
  private func fourthMoment(_ motion: ClassMotion) throws -> Double {
    guard !motion.isIdentity else { return sumOfSquares(squaredNorms) }
    let shift = classes.combination(motion) - Matrix.identity(classes.counts.count)
    let moved = shift.times(classes.means)
    let norms = (0..<moved.rows).map { sumOfSquares(moved.row($0)) }
    let sums = try products.mapHalves { range in
      var sum = 0.0
      try products.forEachOwn(in: range, mixing: shift) { i, inner in
        let norm = squaredNorms[i] + 2 * inner + norms[labels[i]]
        sum += norm * norm
      }
      return sum
    }
    return sums[0] + sums[1]
  }
}
