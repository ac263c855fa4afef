/// The size of a model's features on a dataset.
package struct SampleShape: Sendable {
  package let rows: Int
  package let dimension: Int
  package let classes: Int

  package init(rows: Int, dimension: Int, classes: Int) {
    self.rows = rows
    self.dimension = dimension
    self.classes = classes
  }
}

/// Floating-point operations of a metric, for predictions: right within a factor of a few.
package struct MetricWork: Sendable, Equatable {
  /// Once per model and dataset, after the pass over the features.
  package let preparing: Double
  /// Per setting that moves the classes anew.
  package let scoring: Double
}

extension MetricDescription {
  package func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = (Double(shape.rows), Double(shape.dimension), Double(shape.classes))
    switch name {
    case "logme":
      return MetricWork(
        preparing: 2 * d * d * d + 50 * c * c * d,
        scoring: min(20 * 1.7 * c * c * c, 9 * d * d * d))
    case "sfda":
      // A quarter of the rows is taken to need a second look.
      return MetricWork(
        preparing: d * d * d / 3 + 2 * n * d * c,
        scoring: d * d * d / 3 + 3 * c * d * d + 2 * n * c * c + 2 * n * d * c + n * d * d / 4)
    case "gbc":
      return MetricWork(preparing: 2 * c * c * d, scoring: 3 * c * c * c)
    case "nleep":
      // Some 30 rounds of 5 C full covariances in about D / 8 components.
      return MetricWork(preparing: 9 * d * d * d, scoring: 30 * 10 * n * c * d * d / 64)
    default:
      let reads = inputs.contains(.features)
      return MetricWork(
        preparing: 9 * d * d * d,
        scoring: (reads ? 4 * n * d * c : 0) + 2 * c * d * d)
    }
  }
}
