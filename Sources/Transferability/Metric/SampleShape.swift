import FeatureStatistics

/// The size of a model's features on a dataset.
package struct SampleShape: Sendable {
  /// N
  package let rows: Int
  /// D
  package let dimension: Int
  /// C
  package let classes: Int

  /// N x D features in C classes.
  package init(rows: Int, dimension: Int, classes: Int) {
    self.rows = rows
    self.dimension = dimension
    self.classes = classes
  }
}

extension SampleShape {
  /// The shape of what ``ScoringInput/isometric()`` gives.
  var isometric: SampleShape {
    SampleShape(rows: rows, dimension: min(rows, dimension), classes: classes)
  }

  /// Operations of making that: products of all rows and their factor, if there are fewer rows than
  /// dimensions.
  var reducing: Double {
    let (n, d, _) = numbers
    return rows < dimension ? n * n * d + n * n * n / 3 : 0
  }

  /// N, D and C, for counts of operations.
  var numbers: (n: Double, d: Double, c: Double) {
    (Double(rows), Double(dimension), Double(classes))
  }
}
