import FeatureStatistics

/// Floating-point operations of a metric, for predictions: right within a factor of a few; and its memory.
package struct MetricWork: Sendable, Equatable {
  /// Once per model and dataset, after the pass over the features.
  package let preparing: Double
  /// Per setting that moves the classes anew.
  package let scoring: Double

  /// Bytes while it scores, besides those of features and class statistics.
  package let bytes: Int

  /// Floating-point operations, and bytes.
  package init(preparing: Double, scoring: Double, bytes: Int = 0) {
    self.preparing = preparing
    self.scoring = scoring
    self.bytes = bytes
  }

  /// A table of all pairs of rows, or of so many of them as it takes at a time.
  static func pairs(_ shape: SampleShape, atMost count: Int) -> Int {
    8 * min(shape.rows * shape.rows, count)
  }

  /// All eigenvalues and eigenvectors of a symmetric matrix of this size.
  static func eigen(_ size: Double) -> Double { 9 * size * size * size }

  /// Of what needs the singular values of the moved rows: their statistics once, and the eigenvalues of
  /// D x D for each motion.
  static func spectrum(_ shape: SampleShape) -> MetricWork {
    let (_, d, c) = shape.isometric.numbers
    return MetricWork(preparing: shape.reducing, scoring: 4 / 3 * d * d * d + 2 * d * d * c)
  }

  /// Nothing that counts.
  package static let none = MetricWork(preparing: 0, scoring: 0)
}
