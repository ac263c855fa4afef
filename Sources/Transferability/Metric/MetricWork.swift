import FeatureStatistics

/// Floating-point operations of a metric, for predictions: right within a factor of a few; and its memory.
package struct MetricWork: Sendable {
  /// Once per model and dataset, after the pass over the features.
  package let preparing: Double
  /// Per setting that moves the classes anew.
  package let scoring: Double

  /// Bytes as long as it is prepared, besides those of features and class statistics.
  package let held: Int
  /// Bytes while it is prepared or scores, besides.
  package let bytes: Int
  /// Bytes of each setting that shares the reads of the features with others, and how many do at most.
  package let sharing: (bytes: Int, most: Int)

  /// Floating-point operations, and bytes.
  package init(
    preparing: Double, scoring: Double, held: Int = 0, bytes: Int = 0,
    sharing: (bytes: Int, most: Int) = (0, 0)
  ) {
    self.preparing = preparing
    self.scoring = scoring
    self.held = held
    self.bytes = bytes
    self.sharing = sharing
  }

  /// All bytes while it is prepared or scores so many settings, besides those that are held.
  package func bytes(settings: Int) -> Int { bytes + min(settings, sharing.most) * sharing.bytes }

  /// Bytes of the products of all rows with C vectors, as they are kept (``RowProjection``).
  static func table(_ shape: SampleShape) -> Int {
    8 * min(shape.rows * shape.classes, HeldNumbers.current.products)
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
