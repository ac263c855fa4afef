import LinearAlgebra
import Platform

/// TransRate: the coding rate of all rows minus that of the classes.
package struct TransRate: Metric {
  let epsilon: Double
  let isWeighted: Bool

  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    let reader = try OptionReader(options, of: text)
    return TransRate(
      epsilon: try reader.positive("epsilon", default: 1e-4),
      isWeighted: try reader.choice("weights", ["equal", "class_size"]) == "class_size")
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    try PreparedTransRate(sample, epsilon: epsilon, isWeighted: isWeighted)
  }

  static let text = MetricDescription(
    name: "transrate", title: "TransRate",
    summary: "Coding rate of all rows minus the mean coding rate of the classes.",
    formula: """
      R(Z) - sum_c w_c R(Z_c), R(Z) = 1/2 log det(I + Z'Z / (n epsilon)), n the rows of Z; all
      rows about the mean of all; w_c = 1/C (equal) or n_c/N (class_size).
      """,
    inputs: .features,
    cost: "once: one read held in memory, N D C + per class min(n_c, D)^3; a setting: N C^2 + D^3",
    source: "Huang et al., ICML 2022; github.com/Long-Kai/TransRate",
    differences: [
      "equal weights as in the paper's listing; the repository's result scripts weigh by class size",
      "the repository's experiments also project or normalise rows, divide by the rank and choose "
        + "epsilon per task",
    ],
    options: [
      MetricOptionDescription(
        name: "epsilon", allowed: "above 0", defaultValue: .number(1e-4), summary: "distortion"),
      MetricOptionDescription(
        name: "weights", allowed: "equal, class_size", defaultValue: .text("equal"),
        summary: "weights of the classes"),
    ])
}

struct PreparedTransRate: PreparedMetric {
  private let classes: CentredClasses
  private let within: WithinBasis
  private let rates: [ClassRate]
  private let epsilon: Double
  private let weights: [Double]

  init(_ sample: Sample, epsilon: Double, isWeighted: Bool) throws {
    let classes = CentredClasses(sample.statistics)
    within = try WithinBasis(sample.statistics, classes)
    var rows = [[Double]](repeating: [], count: classes.counts.count)
    try sample.features.forEachBlock { start, block in
      for i in 0..<block.rows {
        let c = sample.labels[start + i]
        for d in 0..<block.columns {
          rows[c].append(block[i, d] - sample.statistics.means[c, d])
        }
      }
    }
    rates = try rows.map { elements in
      let dimension = sample.statistics.dimension
      let count = elements.count / max(dimension, 1)
      return try ClassRate(
        Matrix(rows: count, columns: dimension, elements: elements), means: classes.means,
        epsilon: epsilon)
    }
    let count = Double(rows.count)
    weights = classes.counts.map { isWeighted ? $0 / classes.total : 1 / count }
    self.classes = classes
    self.epsilon = epsilon
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var total = within.between(motion, classes).gram()
    for d in 0..<total.rows { total[d, d] += within.eigenvalues[d] }
    let scale = classes.total * epsilon
    var score = try SymmetricEigen.values(of: total).reduce(0) {
      $0 + log(1 + max($1, 0) / scale) / 2
    }
    let combination = classes.combination(motion)
    for (c, rate) in rates.enumerated() {
      score -= weights[c] * rate.value(Array(combination.row(c)))
    }
    return try finite(score, "TransRate")
  }
}

/// R of one class: a fixed factorisation, and a rank-one change for where the class's mean is.
private struct ClassRate: Sendable {
  private let base: Double
  /// C x C or empty: inner products of means that the kernel form subtracts from
  private let gram: Matrix?
  /// k x C, centred means in the factor's coordinates
  private let factor: Matrix
  private let epsilon: Double

  /// - Parameter rows: n_c x D, about the class's own mean.
  init(_ rows: Matrix, means: Matrix, epsilon: Double) throws {
    let scale = Double(rows.rows) * epsilon
    let isKernel = rows.rows < rows.columns
    let eigen = try SymmetricEigen(isKernel ? rows.rowGram() : rows.gram())
    let values = eigen.values.map { max($0, 0) }
    base = values.reduce(0) { $0 + log(1 + $1 / scale) / 2 }
    self.epsilon = epsilon
    let projected = (isKernel ? rows : .identity(rows.columns)).timesTransposed(means)
    let rotated = eigen.vectors.times(projected)
    factor = rotated.scalingRows(
      by: values.map {
        isKernel ? 1 / (scale + $0).squareRoot() : 1 / (1 + $0 / scale).squareRoot()
      })
    gram = isKernel ? means.timesTransposed(means) : nil
  }

  /// 1/2 log det(A + v v' / epsilon), v = sum_k combination[k] mean_k.
  func value(_ combination: [Double]) -> Double {
    let inner = sumOfSquares(factor.times(combination))
    var quadratic = inner
    if let gram {
      let whole = zip(gram.times(combination), combination).reduce(0) { $0 + $1.0 * $1.1 }
      quadratic = max(whole - inner, 0)
    }
    return base + log(1 + quadratic / epsilon) / 2
  }
}
