import FeatureStatistics
import LinearAlgebra

/// KITE: how much more the features align with the labels than with features of the untrained
/// architecture.
package struct KITE: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let random = try input.requireRandomFeatures("KITE")
    return try PreparedKITE(input, CrossProducts(input, random, "KITE"))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(preparing: 4 * n * d * d + 2 * d * d * c, scoring: 4 * c * c * c)
  }

  package static let description = MetricDescription(
    name: "kite", title: "KITE",
    summary: "Alignment with the labels over that with features of the untrained architecture.",
    formula: """
      CKA(K, L) / CKA(K, R), K = X X', R = Z Z' of the centred rows of the features and of the random
      features, L = Y Y' of the centred one-hot labels; |K| cancels:
      sum_c n_c^2 |mu_c - mu|^2 / |X'Z|_F^2 x |Z'Z|_F / |L|_F.
      """,
    inputs: [.statistics, .randomFeatures],
    cost: "once: one read of both, N D D' + N D'^2; a setting: C^3, no features",
    source: "Guo, arXiv 2405.01603 (KITE); Kornblith et al., ICML 2019 (CKA); no official code of "
      + "KITE is public",
    differences: [
      "linear kernels; the paper also has a Gaussian one",
      "behind PED the features move and the random features do not",
      "metric cka is the numerator alone",
    ])
}

/// What the rows of two feature matrices have in common: X'Z about the means.
struct CrossProducts: Sendable {
  /// D x D', X'Z
  let products: Matrix
  /// |Z'Z|_F
  let randomNorm: Double
  /// C x D', sum of the centred random features of each class
  let classSums: Matrix

  /// One read of both for the products, after one of the random features for their mean.
  init(_ input: ScoringInput, _ random: any RowSource, _ metric: String) throws {
    let classes = CentredClasses(input.moments)
    let mean = try Self.mean(random, metric)
    var products = Matrix(rows: input.features.columns, columns: random.columns)
    var gram = Matrix(rows: random.columns, columns: random.columns)
    var sums = Matrix(rows: input.moments.classCount, columns: random.columns)
    try random.forEachBlock { first, block in
      let range = first..<(first + block.rows)
      let centred = block.subtractingFromRows(mean)
      gram.addGram(of: centred, factor: 1)
      sums = sums + centred.rowSums(byLabel: Array(input.labels[range]), count: sums.rows)
      try input.features.forEachBlock(in: range) { start, rows in
        let part = centred.selecting(Array((start - first)..<(start - first + rows.rows)))
        products.addProduct(ofTransposed: rows.subtractingFromRows(classes.centre), part)
      }
    }
    gram.mirrorUpperTriangle()
    self.products = products
    randomNorm = sumOfSquares(gram.elements).squareRoot()
    classSums = sums
  }

  private static func mean(_ source: any RowSource, _ metric: String) throws -> [Double] {
    var mean = [Double](repeating: 0, count: source.columns)
    try source.forEachBlock { first, block in
      guard let bad = block.elements.firstIndex(where: { !$0.isFinite }) else {
        let shares = [Double](repeating: 1 / Double(source.rows), count: block.rows)
        for (d, share) in block.transposedTimes(shares).enumerated() { mean[d] += share }
        return
      }
      throw MetricError(
        "\(metric): the random features are not finite: row \(first + bad / block.columns), column "
          + "\(bad % block.columns) (from 0) is \(block.elements[bad]).")
    }
    return mean
  }
}
