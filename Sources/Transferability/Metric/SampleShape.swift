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

extension SampleShape {
  /// N, D and C, for counts of operations.
  var numbers: (n: Double, d: Double, c: Double) {
    (Double(rows), Double(dimension), Double(classes))
  }
}
