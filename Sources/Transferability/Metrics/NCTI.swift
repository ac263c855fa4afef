import FeatureStatistics
import LinearAlgebra
import Platform

/// NCTI: how near the features are to neural collapse, in three terms scaled over the models.
package struct NCTI: Metric {
  /// How principal components are found.
  enum Components: String, CaseIterable, Sendable { case auto, exact }

  let pca: Components
  let seed: UInt64

  private static let pcaOption = OptionDeclaration<Components>.choice(
    "pca", default: .auto, "randomised components where the official code has them, or never")
  private static let seedOption = OptionDeclaration<UInt64>.seed
  package static let options: [any DeclaredOption] = [pcaOption, seedOption]

  package init(_ options: MetricOptions) throws {
    pca = try options(Self.pcaOption)
    seed = try options(Self.seedOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    guard input.labels.count > input.moments.classCount else {
      throw MetricError("NCTI needs more rows than classes; each class has a single row.")
    }
    let reduced = try input.isometric()
    return PreparedNCTI(
      metric: self, input: reduced, classes: CentredClasses(reduced.rows.moments))
  }

  /// Its three terms.
  package static let componentCount = 3

  /// Components are (spread of the discriminants, probability, spread of the probabilities).
  package func combine(_ components: [[Double]]) -> [Double] {
    let terms = (0..<3).map { k in unitScaled(components.map { $0[k] }) }
    return components.indices.map { terms[0][$0] + terms[1][$0] - terms[2][$0] }
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(
      preparing: 0, scoring: MetricWork.eigen(d) + 2 * n * d * 64 + 2 * n * c * (64 + c))
  }

  package static let description = MetricDescription(
    name: "ncti", title: "NCTI",
    summary: "Three signs of neural collapse, scaled over the models of a run.",
    formula: """
      minmax(a) + minmax(b) - minmax(c) over the models. On 64 principal components an LDA with
      shrinkage t = max(exp(-sum of the first 32 variances), 1e-10), unshrunk by singular values if
      t = 1e-10: a = nuclear norm of the centred discriminant coordinates, b = mean probability of
      the true class, c = log sum over classes of the nuclear norm of its rows of probabilities.
      """,
    inputs: [.statistics, .features],
    cost: "a setting: 9 D^3, one read of N D 64 (two if the components are randomised), N C^2",
    randomness: "the components, from option seed, where scikit-learn's rule randomises them: more "
      + "than 500 rows or dimensions, and less than 80 % of the components wanted",
    source: "Wang et al., ICCV 2023; github.com/BUserName/NCTI",
    differences: [
      "pca auto follows scikit-learn 1.9's choice of a randomised solver, seeded; the official one "
        + "is not. pca exact has no randomness",
      "with fewer than 64 rows or dimensions all components count; the official code refuses",
      "without shrinkage, components at rounding level are left out; the official code scales their "
        + "noise to 1, and its value changes with the BLAS",
      "equal terms of all models scale to 0; the official code divides 0 by 0",
    ])
}

struct PreparedNCTI: PreparedMetric {
  let metric: NCTI
  let input: IsometricInput
  let classes: CentredClasses

  /// The official number of components, and how many of them set the shrinkage.
  private static let (dimensions, shrinkageDimensions) = (64, 32)
  /// Of the largest variance: what lies below is rounding.
  private static let rounding = 1e-14
  /// The official least shrinkage, at which the discriminant is not shrunk.
  private static let leastShrinkage = 1e-10

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let (rows, variances) = try components(motion)
    let largest = variances.reduce(0, max)
    let rank = variances.count { $0 > Self.rounding * largest }
    let shrinkage = max(
      exp(-variances.prefix(Self.shrinkageDimensions).reduce(0, +)), Self.leastShrinkage)
    let discriminant = try LinearDiscriminant(
      rows: rows, labels: input.rows.labels, counts: input.statistics.counts,
      shrinkage: shrinkage > Self.leastShrinkage ? shrinkage : nil)
    let (probability, norms) = try ownShares(rows, discriminant)
    let terms = [discriminant.nuclearNorm, probability, log(norms)]
    guard terms.allSatisfy(\.isFinite) else {
      throw MetricError("NCTI has a term that is not a finite number here: \(terms).")
    }
    let note =
      "rank \(rank) of \(variances.count) components: the official code scales the noise of "
      + "the others to 1 where it does not shrink"
    return MetricScore(components: terms, notes: rank < variances.count ? [note] : [])
  }

  /// N x d, about the mean, and the variances of the columns.
  private func components(_ motion: ClassMotion) throws -> (rows: Matrix, variances: [Double]) {
    let (count, dimension) = (input.rows.labels.count, input.rows.dimension)
    let kept = min(Self.dimensions, count, dimension)
    // scikit-learn's rule for svd_solver = "auto".
    let isSmall = max(count, dimension) <= 500 || (dimension <= 1000 && count >= 10 * dimension)
    let smaller = Double(min(count, dimension))
    if metric.pca == .exact || isSmall || Double(kept) >= 0.8 * smaller {
      let axes = try PrincipalAxes(input.statistics, classes, motion, metric: "NCTI")
      let rows = try input.rows.projection(on: axes.leading(kept), after: motion, classes)
      return (rows, Array(axes.variances.prefix(kept)))
    }
    var random = SplitMix64(seed: metric.seed)
    let components = try RandomizedComponents(
      input, classes, motion, count: kept, iterations: Double(kept) < 0.1 * smaller ? 7 : 4,
      normals: { random.normals($0) })
    return (components.scores, components.variances)
  }

  /// The mean probability of the true class, and the sum over classes of the nuclear norm of the
  /// class's rows of probabilities: n_c x C numbers at a time.
  private func ownShares(
    _ rows: Matrix, _ discriminant: LinearDiscriminant
  ) throws -> (probability: Double, norms: Double) {
    var members = [[Int]](repeating: [], count: classes.counts.count)
    for (i, c) in input.rows.labels.enumerated() { members[c].append(i) }
    let intercepts = discriminant.intercepts.map { -$0 }
    var (probability, norms) = (0.0, 0.0)
    for (c, indices) in members.enumerated() {
      var shares = rows.selecting(indices).times(discriminant.coefficients)
        .subtractingFromRows(intercepts)
      let losses = SoftmaxRegression.turnIntoProbabilities(
        &shares, [Int](repeating: c, count: indices.count))
      probability += losses.reduce(0) { $0 + exp(-$1) }
      norms += try SingularValueDecomposition.values(of: shares).reduce(0, +)
    }
    return (probability / Double(input.rows.labels.count), norms)
  }
}
