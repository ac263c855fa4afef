import FeatureStatistics
import LinearAlgebra

/// The D-dimensional space that rows come from which are given in fewer coordinates.
package struct AmbientSpace: Sendable {
  /// D
  let dimension: Int
  /// The vector of ones, as far as it lies in the span of the rows, in coordinates.
  let ones: @Sendable () -> [Double]
  /// k x D: vectors that are given in coordinates (k x r), by one read of the features.
  let vectors: @Sendable (Matrix) throws -> Matrix
}
