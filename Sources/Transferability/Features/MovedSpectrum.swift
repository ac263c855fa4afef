import FeatureStatistics
import LinearAlgebra

/// Singular values of the moved rows about the origin, from the eigenvalues of
/// X'X = W + sum n_c mu_c mu_c': 4/3 D^3 for each motion.
struct MovedSpectrum: Sendable {
  private let statistics: ClassStatistics
  /// min(N, D)
  let count: Int
  let notes: [String]

  /// - Throws: ``MetricError`` where a common offset of the rows leaves no digits.
  init(_ input: ScoringInput, metric: String) throws {
    let reduced = try input.isometric()
    statistics = reduced.statistics
    count = min(input.labels.count, input.dimension)
    notes = try CommonOffset(statistics.moments).notes(metric)
  }

  /// Ascending, `count` of them, of X'X; what rounding leaves of null directions is 0.
  ///
  /// - Throws: ``MetricError`` if all rows are 0.
  func squares(_ motion: ClassMotion, metric: String) throws -> [Double] {
    let roots = statistics.counts.map { Double($0).squareRoot() }
    let means = motion.isIdentity ? statistics.means : motion.mixing.times(statistics.means)
    var gram = statistics.scatter
    gram.addGram(of: means.scalingRows(by: roots), factor: 1)
    gram.mirrorUpperTriangle()
    let values = try SymmetricEigen.values(of: gram)
    guard let largest = values.last, largest > 0, largest.isFinite else {
      throw MetricError("\(metric): the features are 0 in all rows, or too small to square.")
    }
    let cutoff = Double(values.count) * Double.ulpOfOne * largest
    return values.suffix(count).map { $0 > cutoff ? $0 : 0 }
  }
}
