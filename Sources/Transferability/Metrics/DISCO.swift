import FeatureStatistics
import LinearAlgebra

/// DISCO: how well the leading principal components separate the classes, by their share.
package struct DISCO: Metric {
  let components: Int

  private static let componentsOption = OptionDeclaration<Int>.integer(
    "components", in: 1...4096, default: 64, "principal components")
  package static let options: [any DeclaredOption] = [componentsOption]

  package init(_ options: MetricOptions) throws {
    components = try options(Self.componentsOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let reduced = try input.isometric()
    let counts = input.moments.counts.map(Double.init)
    let weights = counts.map { 1 / ($0 * Double(counts.count)) }
    return PreparedDISCO(
      components: components, statistics: reduced.statistics,
      classes: CentredClasses(reduced.statistics.moments),
      within: try reduced.classScatter(weights: weights))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.isometric.numbers
    return MetricWork(
      preparing: shape.reducing + n * d * d, scoring: MetricWork.eigen(d) + 128 * d * (d + c))
  }

  package static let description = MetricDescription(
    name: "disco", title: "DISCO",
    summary: "Separation of the classes along principal components, weighted by singular values.",
    formula: """
      sum_g w_g B_g / V_g over the first `components` principal components; w_g = s_g / sum s, s their
      singular values; B_g = variance over classes of the class means on g, V_g = mean over classes
      of the variance on g, plus 1e-8.
      """,
    inputs: [.statistics, .features],
    cost:
      "once: one read and N D^2 with classes of unequal size, else nothing; a setting: 9 D^3, no "
      + "features",
    source:
      "Zhang et al., AAAI 2025 (arXiv 2412.19085); no official code is public; as in TE-Bench, "
      + "github.com/alizkzm/te-guide guide/scores/geometry.py (002852b)",
    differences: [
      "te-guide takes a random 20,000 rows of larger sets; here all",
      "the paper also samples hard examples and has a form with nearest class centres: not here",
    ])
}

struct PreparedDISCO: PreparedMetric {
  let components: Int
  let statistics: ClassStatistics
  let classes: CentredClasses
  /// D x D, the plain mean of the classes' covariances
  let within: Matrix

  /// te-guide's, added to the variance within classes.
  private static let floor = 1e-8

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let axes = try PrincipalAxes(statistics, classes, motion, metric: "DISCO")
    let kept = axes.leading(min(components, axes.axes.rows))
    let means = kept.timesTransposed(classes.combination(motion).times(classes.means))
    let spreads = kept.times(within)
    let roots = axes.variances.prefix(kept.rows).map { $0.squareRoot() }
    let count = Double(classes.counts.count)
    var sum = 0.0
    for (g, root) in roots.enumerated() {
      let centre = means.row(g).reduce(0, +) / count
      let between = means.row(g).reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / count
      let spread = zip(spreads.row(g), kept.row(g)).reduce(0) { $0 + $1.0 * $1.1 }
      sum += root * between / (max(spread, 0) + Self.floor)
    }
    return try finite(sum / roots.reduce(0, +), "DISCO")
  }
}
