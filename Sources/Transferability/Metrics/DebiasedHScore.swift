import FeatureStatistics
import LinearAlgebra

/// The H-score without what the sampling of class means adds to it.
package struct DebiasedHScore: Metric {
  /// Which scatter within classes the correction takes.
  enum Within: String, CaseIterable, Sendable {
    case perClass = "per_class"
    case pooled
  }

  let within: Within

  private static let withinOption = OptionDeclaration<Within>.choice(
    "within", default: .perClass, "covariance within classes in the correction")
  package static let options: [any DeclaredOption] = [withinOption]

  package init(_ options: MetricOptions) throws { within = try options(Self.withinOption) }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let reduced = try input.isometric()
    let counts = input.moments.counts.map(Double.init)
    let (total, classes) = (counts.reduce(0, +), Double(counts.count))
    switch within {
    case .pooled:
      guard total > classes else { throw Self.singletons }
      return PreparedDebiasedHScore(
        reduced, correction: (classes - 1) / total / (total - classes) * reduced.statistics.scatter)
    case .perClass:
      let counted = counts.filter { $0 > 1 }.reduce(0, +)
      guard counted > 0 else { throw Self.singletons }
      let factor = (1 - 1 / classes) / max(counted / classes, 1) / classes
      let weights = counts.map { $0 > 1 ? factor / ($0 - 1) : 0 }
      return PreparedDebiasedHScore(
        reduced, correction: try reduced.classScatter(weights: weights))
    }
  }

  private static let singletons = MetricError(
    "The debiased H-score needs a class of two rows or more, to know the spread within classes.")

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + n * d * d,
      scoring: MetricWork.eigen(d) + 2 * d * d * d + 2 * d * d * c)
  }

  package static let description = MetricDescription(
    name: "hscore_debiased", title: "Debiased H-score",
    summary: "H-score minus what estimated class means add to it.",
    formula: """
      tr(P Cov(g)) - (1 - 1/C)/k tr(P S), P = pinv(Cov(f)); per_class: S the plain mean of the
      classes' covariances (1/(n_c - 1), classes of one row left out), k = rows of these / C, at
      least 1; pooled: S = scatter / (N - C), k = N / C.
      """,
    inputs: [.statistics, .features],
    cost: "once: one read and N D^2 with classes of unequal size (per_class), else nothing; a "
      + "setting: 9 D^3, no features",
    source: "TE-Bench, github.com/alizkzm/te-guide guide/scores/refined.py (002852b)",
    differences: [
      "directions below D x 2.2e-16 of the largest eigenvalue are dropped; te-guide's cutoff of 1e-15 "
        + "keeps rounding noise on rank-deficient features",
      "pooled is h - (C - 1)/(N - C) (rank - h), h the H-score: with features of one size and rank it "
        + "ranks models as the H-score does; per_class does not, once classes differ in size",
    ])
}

/// One eigenproblem of the moved covariance gives both traces.
struct PreparedDebiasedHScore: PreparedMetric {
  private let statistics: ClassStatistics
  private let classes: CentredClasses
  /// D
  private let dimension: Int
  /// D x D: what is subtracted, before its product with the inverse covariance
  private let correction: Matrix

  init(_ input: IsometricInput, correction: Matrix) {
    statistics = input.statistics
    classes = CentredClasses(input.statistics.moments)
    dimension = input.rows.dimension
    self.correction = correction
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let between = classes.between(motion, classes.means)
    let eigen = try SymmetricEigen(classes.totalScatter(statistics.scatter, motion))
    let cutoff = Double(dimension) * Double.ulpOfOne * (eigen.values.last ?? 0)
    let means = eigen.vectors.timesTransposed(between)
    let spreads = eigen.vectors.times(correction)
    var (score, rank) = (0.0, 0)
    for k in eigen.values.indices where eigen.values[k] > cutoff {
      let spread = zip(spreads.row(k), eigen.vectors.row(k)).reduce(0) { $0 + $1.0 * $1.1 }
      score += (sumOfSquares(means.row(k)) - classes.total * spread) / eigen.values[k]
      rank += 1
    }
    return try finite(score, "The debiased H-score", notes: notes(rank: rank))
  }

  private func notes(rank: Int) -> [String] {
    var notes: [String] = []
    if rank < dimension {
      notes.append(
        "rank \(rank) of \(dimension): te-guide's value depends on rounding noise here")
    }
    if Double(rank) >= classes.total - 1 {
      notes.append(
        "the rows span all directions they can: the H-score is C - 1 and this one about 0, whatever "
          + "the features")
    }
    return notes
  }
}
