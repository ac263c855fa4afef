import LinearAlgebra

/// LFC: correlation of the features' inner products with same-class membership.
package struct LFC: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    try sample.requireTwoClasses("LFC")
    return PreparedLFC(statistics: sample.statistics)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.numbers
    return MetricWork(preparing: 0, scoring: 2 * c * d * d + d * d)
  }

  package static let description = MetricDescription(
    name: "lfc", title: "LFC",
    summary: "Correlation of inner products with same-class membership.",
    formula: """
      corr(K, Y) over all N^2 pairs, K = X X', Y = 1 for rows of one class and -1 otherwise, each
      about its own mean; sum KY = 2 sum_c |S_c|^2 - |S|^2 and |K|^2 = |X'X|^2, S_c the class sums.
      """,
    inputs: .statistics,
    cost: "a setting: D^2 C, no features",
    source: "Deshpande et al. 2021; github.com/zhangyikaii/Model-Spider mptms/LFC.py",
    differences: [
      "Model-Spider computes in float32 and takes a random 45,000 rows of larger sets; here all"
    ])
}

struct PreparedLFC: PreparedMetric {
  let statistics: ClassStatistics

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let counts = statistics.counts.map(Double.init)
    let count = counts.reduce(0, +)
    let means = motion.mixing.times(statistics.means)
    var gram = statistics.scatter
    gram.addGram(of: means.scalingRows(by: counts.map { $0.squareRoot() }), factor: 1)
    gram.mirrorUpperTriangle()
    // Divided by the trace: fourth powers then stay within the range of doubles.
    let scale = gram.trace
    guard scale > 0, scale.isFinite else {
      throw MetricError("LFC: all features are zero, or too large for doubles.")
    }
    let sums = means.scalingRows(by: counts)
    let own = sums.elements.reduce(0) { $0 + $1 / scale * $1 }
    let total = sums.transposedTimes([Double](repeating: 1, count: counts.count))
      .reduce(0) { $0 + $1 / scale * $1 }
    let pairs = count * count
    let labelSum = 2 * counts.reduce(0) { $0 + $1 * $1 } - pairs
    let covariance = 2 * own - total - total * labelSum / pairs
    let kernel = sumOfSquares(gram.elements.map { $0 / scale })
    let kernelSpread = kernel - total * total / pairs
    guard kernelSpread > 1e-14 * kernel else {
      throw MetricError("LFC: the features are the same in all rows.")
    }
    let spread = kernelSpread * (pairs - labelSum * labelSum / pairs)
    return try finite(covariance / spread.squareRoot(), "LFC")
  }
}
