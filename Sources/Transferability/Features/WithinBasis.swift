import FeatureStatistics
import LinearAlgebra

/// The eigenbasis of the scatter within classes, which no rigid motion changes.
struct WithinBasis: Sendable {
  /// [D], ascending, of the scatter (N times the covariance)
  let eigenvalues: [Double]
  /// C x D, centred class means in this basis
  let means: Matrix

  init(_ statistics: ClassStatistics, _ classes: CentredClasses) throws {
    let eigen = try SymmetricEigen(statistics.scatter)
    eigenvalues = eigen.values.map { max($0, 0) }
    means = classes.means.timesTransposed(eigen.vectors)
  }

  /// C x D matrix G with G'G the moved scatter between classes, in this basis.
  func between(_ motion: ClassMotion, _ classes: CentredClasses) -> Matrix {
    classes.between(motion, means)
  }
}
