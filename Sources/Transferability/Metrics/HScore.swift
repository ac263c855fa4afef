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
      preparing: shape.reducing + MetricWork.eigen(d), scoring: 2 * d * c * c + 2 * d * c,
      bytes: Int(16 * d * d))
  }

  package static let description = MetricDescription(
    name: "hscore", title: "H-score",
    summary: "Trace of the inverse feature covariance times the covariance of class means.",
    formula: "tr(pinv(Cov(f)) Cov(g)), g_i = mean of the class of row i",
    inputs: .statistics,
    cost: "once: D^3; a setting: D C^2 (D^3 on rank-deficient features), no features",
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
  private let classes: CentredClasses
  private let within: WithinBasis
  /// D
  private let dimension: Int

  init(_ statistics: ClassStatistics, dimension: Int) throws {
    self.dimension = dimension
    classes = CentredClasses(statistics.moments)
    within = try WithinBasis(statistics, classes)
  }

  /// Eigenvalues within classes, relative to the largest, above which dividing by them is safe.
  private static let smallestRatio = 1e-8

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let between = within.between(motion, classes)
    let values = within.eigenvalues
    guard let largest = values.last, values.count == dimension,
      values[0] > Self.smallestRatio * largest
    else {
      return try deficient(between)
    }
    let kernel = between.scalingColumns(by: values.map { 1 / $0 }).timesTransposed(between)
    let ratios = try SymmetricEigen.values(of: kernel).map { max($0, 0) }
    return try finite(ratios.reduce(0) { $0 + $1 / (1 + $1) }, "H-score")
  }

  /// The eigenproblem of the whole covariance, where the scatter within classes has no inverse.
  private func deficient(_ between: Matrix) throws -> MetricScore {
    var total = between.gram()
    for d in 0..<total.rows { total[d, d] += within.eigenvalues[d] }
    let eigen = try SymmetricEigen(total)
    let cutoff = Double(dimension) * Double.ulpOfOne * eigen.largest
    let projected = eigen.vectors.timesTransposed(between)
    var score = 0.0
    var rank = 0
    for k in eigen.values.indices where eigen.values[k] > cutoff {
      score += sumOfSquares(projected.row(k)) / eigen.values[k]
      rank += 1
    }
    let note = "rank \(rank) of \(dimension): official code depends on rounding noise here"
    return try finite(score, "H-score", notes: rank < dimension ? [note] : [])
  }
}
