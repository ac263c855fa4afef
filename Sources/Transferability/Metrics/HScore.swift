import FeatureStatistics
import LinearAlgebra

/// H-score: how much of the features' covariance lies between the classes.
package struct HScore: Metric {
  /// What is done with the two covariances.
  enum Variant: String, CaseIterable, Sendable { case official, google }

  let variant: Variant

  private static let variantOption = OptionDeclaration<Variant>.choice(
    "variant", default: .official, "the product of the covariances: of matrices, or of elements")
  package static let options: [any DeclaredOption] = [variantOption]

  package init(_ options: MetricOptions) throws { variant = try options(Self.variantOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    switch variant {
    case .official:
      try PreparedHScore(input.isometric().statistics, dimension: input.dimension)
    case .google: try ElementwiseHScore(input)
    }
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + d * d * d / 3 + 2 * d * d * c,
      scoring: shape.rows - shape.classes < shape.dimension
        ? d * d * d / 3 + 2 * d * d * c : 4 * c * c * min(c, d),
      bytes: Int(16 * d * d))
  }

  package static let description = MetricDescription(
    name: "hscore", title: "H-score",
    summary: "Trace of the inverse feature covariance times the covariance of class means.",
    formula: "tr(pinv(Cov(f)) Cov(g)), g_i = mean of the class of row i",
    inputs: .statistics,
    cost: "once: D^3 / 3 + D^2 C; a setting: C^3 (D^3 / 3 on rank-deficient features), no features",
    source: "Bao et al., ICIP 2019; github.com/thuml/Transfer-Learning-Library",
    differences: [
      "directions below D x 2.2e-16 of the largest eigenvalue are dropped here; thuml's cutoff of "
        + "1e-15 keeps rounding noise on rank-deficient features",
      "PARC's copy standardises the features, after an optional PCA, and adds 1e-8 to the counts",
      "google is what Google's stable_transfer computes: the matrices are multiplied element by "
        + "element before the trace, and eigenvalues below 1e-5 of the largest are dropped; the number "
        + "depends on the axes of the features",
    ])
}

struct PreparedHScore: PreparedMetric {
  private let statistics: ClassStatistics
  private let classes: CentredClasses
  /// D
  private let dimension: Int
  /// C x r, r = min(C, D): the centred means in coordinates whose inner products are those of the
  /// inverse scatter within classes; nil where dividing by that is not safe.
  private let means: Matrix?

  init(_ statistics: ClassStatistics, dimension: Int) throws {
    self.statistics = statistics
    self.dimension = dimension
    classes = CentredClasses(statistics.moments)
    means = try Self.whitened(classes.means, statistics, dimension: dimension)
  }

  /// The least reciprocal condition number of a triangular factor with which solving is safe: that of
  /// the matrix is the square.
  private static let smallestReciprocal = 1e-5

  private static func whitened(
    _ means: Matrix, _ statistics: ClassStatistics, dimension: Int
  ) throws -> Matrix? {
    guard statistics.dimension == dimension,
      statistics.sampleCount - statistics.classCount >= dimension,
      let factor = try? Cholesky(statistics.scatter),
      try factor.reciprocalCondition() > smallestReciprocal
    else { return nil }
    return try factor.coordinates(ofRows: means)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    guard let means else { return try deficient(motion) }
    // tr((W + G'G)^-1 G'G) = tr(G'(1 + G G')^-1 G), in coordinates where W is 1.
    let between = classes.between(motion, means)
    var kernel = between.rowGram()
    kernel.addToDiagonal(1)
    let score = sumOfSquares(try Cholesky(kernel).solveLower(between).elements)
    return try finite(score, "H-score")
  }

  /// Where the scatter within classes has no inverse. The means lie in the span of the rows, so any
  /// generalised inverse of the whole scatter T serves for the pseudoinverse: that of the rows and
  /// columns of T's pivots.
  private func deficient(_ motion: ClassMotion) throws -> MetricScore {
    let total = classes.totalScatter(statistics.scatter, motion)
    let rounding = Double(dimension) * Double.ulpOfOne * total.diagonal.reduce(0, max)
    let factor = try PivotedCholesky(total, tolerance: rounding)
    guard try factor.reciprocalCondition() > Self.smallestReciprocal else {
      return try truncated(total, motion)
    }
    let right = classes.between(motion, classes.means).transposed.selecting(factor.pivots)
    return try score(sumOfSquares(factor.solvingTriangle(right).elements), rank: factor.rank)
  }

  /// The same where it depends on the cutoff what counts as zero: the eigenproblem of the whole
  /// scatter.
  private func truncated(_ total: Matrix, _ motion: ClassMotion) throws -> MetricScore {
    let eigen = try SymmetricEigen(total)
    let cutoff = Double(dimension) * Double.ulpOfOne * eigen.largest
    let projected = eigen.vectors.timesTransposed(classes.between(motion, classes.means))
    let kept = eigen.values.indices.filter { eigen.values[$0] > cutoff }
    return try score(
      kept.reduce(0) { $0 + sumOfSquares(projected.row($1)) / eigen.values[$1] }, rank: kept.count)
  }

  private func score(_ value: Double, rank: Int) throws -> MetricScore {
    let note = "rank \(rank) of \(dimension): official code depends on rounding noise here"
    return try finite(value, "H-score", notes: rank < dimension ? [note] : [])
  }
}
