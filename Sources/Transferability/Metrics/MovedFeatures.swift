import LinearAlgebra

extension Sample {
  /// This sample without the D x D numbers of its scatter.
  var withoutScatter: Sample {
    Sample(
      statistics: statistics.withoutScatter, labels: labels, features: features, logits: logits,
      targets: targets, reference: reference)
  }

  /// N x k: the moved rows about the mean of all of them, times `right`' (k x D). One read.
  func projection(
    on right: Matrix, after motion: ClassMotion, _ classes: CentredClasses
  ) throws -> Matrix {
    var result = try projection(on: right, centre: classes.centre)
    guard !motion.isIdentity else { return result }
    let offsets = classes.offsets(motion).timesTransposed(right)
    result.addToRows(offsets, labels)
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
    var sums = Matrix(rows: classes.counts.count, columns: width)
    for (i, c) in labels.enumerated() { for k in 0..<width { sums[c, k] += right[i, k] } }
    return result + classes.offsets(motion).transposedTimes(sums)
  }

  /// N x D: the moved rows about the mean of all of them. One read.
  func centredRows(after motion: ClassMotion, _ classes: CentredClasses) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(labels.count * features.columns)
    try features.forEachBlock { _, block in
      elements += block.subtractingFromRows(classes.centre).elements
    }
    var result = Matrix(rows: labels.count, columns: features.columns, elements: elements)
    if !motion.isIdentity { result.addToRows(classes.offsets(motion), labels) }
    return result
  }
}

extension CentredClasses {
  /// C x D: what the motion adds to a row of each class, when rows are taken about the mean of all
  /// before and after it.
  func offsets(_ motion: ClassMotion) -> Matrix {
    combination(motion).times(means) - means
  }

  /// D x D: the scatter of all rows about their mean after the motion, from statistics alone.
  func totalScatter(_ within: Matrix, _ motion: ClassMotion) -> Matrix {
    var total = within
    total.addGram(of: combination(motion).times(means).scalingRows(by: rootCounts), factor: 1)
    total.mirrorUpperTriangle()
    return total
  }
}

extension Matrix {
  /// Adds row `labels[i]` of `offsets` to row i.
  mutating func addToRows(_ offsets: Matrix, _ labels: [Int]) {
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      offsets.elements.withUnsafeBufferPointer { source in
        for (i, c) in labels.enumerated() {
          for d in 0..<width { target[i * width + d] += source[c * width + d] }
        }
      }
    }
  }
}
