import FeatureStatistics
import LinearAlgebra

extension ScoringInput {
  /// The same without the D x D numbers of the scatter, for metrics that keep the rows and do not
  /// need it.
  var withoutScatter: ScoringInput {
    ScoringInput(
      moments: moments, scatter: nil, labels: labels, features: features, outputs: outputs,
      targets: targets, reference: reference, ambient: ambient)
  }

  /// N x k: the moved rows about the mean of all of them, times `right`' (k x D). One read.
  func projection(
    on right: Matrix, after motion: ClassMotion, _ classes: CentredClasses
  ) throws -> Matrix {
    var result = try projection(on: right, centre: classes.centre)
    guard !motion.isIdentity else { return result }
    let offsets = classes.offsets(motion).timesTransposed(right)
    result.add(offsets, byLabel: labels)
    return result
  }

  /// D x k: the moved rows about the mean of all of them, transposed, times `right` (N x k). One
  /// read.
  func transposedProduct(
    with right: Matrix, after motion: ClassMotion, _ classes: CentredClasses
  ) throws -> Matrix {
    let width = right.columns
    var result = Matrix(rows: features.columns, columns: width)
    try features.forEachBlock { start, block in
      let part = Matrix(
        rows: block.rows, columns: width,
        elements: Array(right.elements[start * width..<(start + block.rows) * width]))
      result = result + block.subtractingFromRows(classes.centre).transposedTimes(part)
    }
    guard !motion.isIdentity else { return result }
    let sums = right.rowSums(byLabel: labels, count: classes.counts.count)
    return result + classes.offsets(motion).transposedTimes(sums)
  }

  /// All rows about the mean of all rows, times `right`' (k x D): N x k, one read.
  func projection(on right: Matrix, centre: [Double]) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(labels.count * right.rows)
    try features.forEachBlock { _, block in
      elements += block.subtractingFromRows(centre).timesTransposed(right).elements
    }
    return Matrix(rows: labels.count, columns: right.rows, elements: elements)
  }

  /// Calls `body` with the rows in blocks as the motion has left them: one read.
  func forEachMovedBlock(
    _ shifts: Matrix, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try features.forEachBlock { start, block in
      var moved = block
      for i in 0..<moved.rows {
        let c = labels[start + i]
        for d in 0..<moved.columns { moved[i, d] += shifts[c, d] }
      }
      try body(start, moved)
    }
  }
}
