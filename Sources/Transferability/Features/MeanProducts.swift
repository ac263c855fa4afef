import FeatureStatistics
import LinearAlgebra

/// Inner products of the class means, plain and through the scatter within classes: all that
/// metrics of means and scatters need, so that a motion costs C^3 whatever N and D are.
///
/// With M the class means about the mean of all rows and W the scatter within classes, which no
/// motion changes, the moved products are B (M M') B' and B (M W M') B'.
struct MeanProducts: Sendable {
  let classes: CentredClasses
  /// tr W
  let withinTrace: Double
  /// |W|_F^2
  let withinSquares: Double
  /// C x C, M M'
  private let plain: Matrix
  /// C x C, M W M'
  private let within: Matrix

  /// Cost: D^2 C + D C^2.
  init(_ statistics: ClassStatistics) {
    classes = CentredClasses(statistics.moments)
    plain = classes.means.timesTransposed(classes.means)
    within = classes.means.times(statistics.scatter).timesTransposed(classes.means)
    withinTrace = statistics.scatter.trace
    withinSquares = sumOfSquares(statistics.scatter.elements)
  }

  /// C x C each, after a motion.
  func moved(_ motion: ClassMotion) -> (plain: Matrix, within: Matrix) {
    guard !motion.isIdentity else { return (plain, within) }
    let mixing = classes.combination(motion)
    return (
      mixing.times(plain).timesTransposed(mixing), mixing.times(within).timesTransposed(mixing)
    )
  }
}
