import FeatureStatistics
import LinearAlgebra

/// LFC: correlation of the features' inner products with same-class membership.
package struct LFC: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedLFC(statistics: try input.isometric().statistics)
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing, scoring: 2 * c * d * d + d * d)
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

/// LFC from class statistics, with the offset of all rows taken out of the sums: with x_i about the
/// mean m and a_i = x_i'm,
///
///     K_ij - mean(K) = a_i + a_j + x_i'x_j
///     sum of its squares = 2 N m'T m + |T|^2, T the scatter of all rows
///     sum of it over pairs of one class = sum_c (2 n_c m's_c + |s_c|^2), s_c the sum of the x_i of c
///
/// so that nothing cancels, however far from the origin the rows lie.
struct PreparedLFC: PreparedMetric {
  private let statistics: ClassStatistics
  private let classes: CentredClasses

  init(statistics: ClassStatistics) {
    self.statistics = statistics
    classes = CentredClasses(statistics.moments)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let counts = classes.counts
    let total = classes.totalScatter(statistics.scatter, motion)
    // Divided by the trace: fourth powers then stay within the range of doubles.
    let scale = total.trace
    guard scale > 0, scale.isFinite else {
      throw MetricError("LFC: the features are the same in all rows, or too large for doubles.")
    }
    let root = scale.squareRoot()
    let mean = classes.movedCentre(motion).map { $0 / root }
    let moved = classes.combination(motion).times(classes.means)
    var own = 0.0
    for (c, count) in counts.enumerated() {
      var (along, square) = (0.0, 0.0)
      for (d, value) in moved.row(c).enumerated() {
        along += mean[d] * value / root
        square += value / scale * value
      }
      own += 2 * count * count * along + count * count * square
    }
    let spread =
      2 * classes.total * Self.quadratic(total, mean, scale)
      + sumOfSquares(total.elements.lazy.map { $0 / scale })
    let pairs = classes.total * classes.total
    let labelSum = 2 * sumOfSquares(counts) - pairs
    // Y is 2 for pairs of one class and 0 otherwise, less 1: the 1 meets a sum that is 0.
    let labelSpread = pairs - labelSum * labelSum / pairs
    return try finite(2 * own / (spread * labelSpread).squareRoot(), "LFC")
  }

  /// v'T v / scale
  private static func quadratic(_ matrix: Matrix, _ vector: [Double], _ scale: Double) -> Double {
    zip(matrix.times(vector), vector).reduce(0) { $0 + $1.0 / scale * $1.1 }
  }
}
