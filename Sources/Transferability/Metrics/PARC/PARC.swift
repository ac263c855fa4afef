import FeatureStatistics
import LinearAlgebra

/// PARC: rank correlation of the rows' dissimilarities with those of their labels.
package struct PARC: Metric {
  /// How label dissimilarities are tied.
  enum Ties: String, CaseIterable, Sendable { case exact, official }
  /// How principal components are found.
  enum Components: String, CaseIterable, Sendable { case randomized, exact }

  let ties: Ties
  let pca: Components
  let dimensions: Int

  /// Above this many rows the official code replaces the labels by the features.
  private static let officialRows = 15_000

  private static let tiesOption = OptionDeclaration<Ties>.choice(
    "ties", default: .exact,
    "label dissimilarities as defined, or with the official rounding noise")
  private static let pcaOption = OptionDeclaration<Components>.choice(
    "pca", default: .randomized, "the official approximation of the components, or the components")
  private static let dimensionsOption = OptionDeclaration<Int>.integer(
    "dimensions", in: 1...4096, default: 32, "principal components")
  package static let options: [any DeclaredOption] = [tiesOption, pcaOption, dimensionsOption]

  package init(_ options: MetricOptions) throws {
    ties = try options(Self.tiesOption)
    pca = try options(Self.pcaOption)
    dimensions = try options(Self.dimensionsOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    guard input.moments.counts.contains(where: { $0 > 1 }) else {
      throw MetricError("PARC compares rows of one class; each class has a single row.")
    }
    guard ties == .exact || input.labels.count <= Self.officialRows else {
      throw MetricError(
        "PARC with ties: official has no value for \(input.labels.count) rows: above 15,000 the "
          + "official code loses the labels. Use ties: exact.")
    }
    let reduced = try input.isometric()
    return PreparedPARC(
      metric: self, input: reduced, classes: CentredClasses(reduced.rows.moments),
      levels: ties == .official
        ? .rounded(classes: input.moments.classCount)
        : .exact(classes: input.moments.classCount))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    // Two reads on 42 directions, then all pairs: products for each range of values, and a radix sort.
    let pairs = shape.rows * (shape.rows - 1) / 2
    let limit = RankedPairs.limit(pairs: pairs)
    let ranges = 1 + (pairs + limit - 1) / limit
    return MetricWork(
      preparing: shape.reducing,
      scoring: 4 * n * d * 42 + n * n * (Double(ranges) * (32 + 20) + 60),
      // Two ranges at a time, and blocks of products.
      bytes: 8 * (min(pairs, 2 * limit) + 2 * RowPairs.blockElements))
  }

  package static let description = MetricDescription(
    name: "parc", title: "PARC",
    summary: "Rank correlation of the rows' dissimilarities with those of their labels.",
    formula: """
      100 Spearman(1 - corr(x_i, x_j), 1 - corr(l_i, l_j)) over all pairs i < j, x the rows on
      `dimensions` principal components, each divided by its standard deviation, l one-hot labels:
      two values, 0 for one class and C/(C - 1) otherwise.
      """,
    inputs: [.statistics, .features],
    cost: "a setting: two reads of N D k, k = dimensions + 10, then N^2 k and a sort of the N^2/2 "
      + "pairs; these are sorted 8 to 16 million at a time (64 to 128 MB a core), with N^2 k for each",
    source: "Bolya et al., NeurIPS 2021; github.com/dbolya/parc",
    differences: [
      "ties exact: pairs of one class are tied, as are all others. In the official code rounding "
        + "noise of np.corrcoef splits them (2.2e-16 apart), which moves the score in its third "
        + "digit; ties official does as it does on CPUs with fused multiply-add (OpenBLAS "
        + "Haswell and Zen kernels), other kernels give other values",
      "pca randomized follows scikit-learn's with seed 1919 and one power iteration, as the "
        + "official code; pca exact is what it approximates",
      "with fewer rows or dimensions than `dimensions` all components count; the official code "
        + "refuses fewer dimensions",
      "components at rounding level are left out; the official code scales their noise to 1",
      "above 15,000 rows the copy in PED loses the labels; here all pairs count",
    ])
}

struct PreparedPARC: PreparedMetric {
  let metric: PARC
  let input: IsometricInput
  let classes: CentredClasses
  let levels: LabelLevels

  /// The official code's random_state.
  private static let officialSeed: UInt32 = 1919

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let (components, rank) = try components(motion)
    var notes: [String] = []
    if rank < components.columns {
      notes = ["rank \(rank) of \(components.columns): the official value depends on rounding here"]
    }
    let rows = try unitRows(components.leadingColumns(rank))
    let correlation = try RankedPairs(
      RowPairs(rows: rows, labels: input.rows.labels, levels: levels)
    ).correlation()
    return try finite(100 * correlation, "PARC", notes: notes)
  }

  /// N x k, and how many of the columns lie above rounding.
  private func components(_ motion: ClassMotion) throws -> (Matrix, rank: Int) {
    let axes =
      metric.pca == .randomized
      ? nil : try PrincipalAxes(input.statistics, classes, motion, metric: "PARC")
    let count = min(metric.dimensions, input.rows.labels.count, input.rows.dimension)
    guard let axes else {
      var random = MersenneTwister(seed: Self.officialSeed)
      let components = try RandomizedComponents(
        input, classes, motion, count: count, iterations: 1,
        normals: { random.normals($0) })
      return (components.scores, components.rank)
    }
    let leading = axes.leading(count)
    let kept = leading.scalingRows(by: try input.rows.ambientVectors(leading).peakSigns())
    return (try input.rows.projection(on: kept, after: motion, classes), min(axes.rank, count))
  }

  /// Columns to mean 0 and variance 1, then rows to mean 0 and length 1: inner products are
  /// correlations.
  private func unitRows(_ components: Matrix) throws -> Matrix {
    let count = Double(components.rows)
    let ones = [Double](repeating: 1 / count, count: components.rows)
    var rows = components.subtractingFromRows(components.transposedTimes(ones))
    var squares = [Double](repeating: 0, count: rows.columns)
    for i in 0..<rows.rows { for d in squares.indices { squares[d] += rows[i, d] * rows[i, d] } }
    rows = rows.scalingColumns(by: squares.map { $0 > 0 ? (count / $0).squareRoot() : 1 })
    for i in 0..<rows.rows {
      let mean = rows.row(i).reduce(0, +) / Double(max(rows.columns, 1))
      let length = rows.row(i).reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
      guard length > 0, length.isFinite else {
        throw MetricError(
          "PARC correlates rows over principal components, of which there "
            + "\(rows.columns == 1 ? "is" : "are") \(rows.columns) here; row \(i) (from 0) is the same in all "
            + "of them, or not finite.")
      }
      for d in 0..<rows.columns { rows[i, d] = (rows[i, d] - mean) / length }
    }
    return rows
  }
}
