import FeatureStatistics
import LinearAlgebra

extension ScoringInput {
  /// Calls `body` with the rows (n_c x D) of each class, in the order of classes. As many classes
  /// are gathered in one read as fit into 128 MB, at least one.
  func forEachClass(_ body: (_ c: Int, _ rows: Matrix) throws -> Void) throws {
    let counts = moments.counts
    let limit = HeldNumbers.current.classes
    let dimension = moments.dimension
    var first = 0
    while first < counts.count {
      var last = first
      var held = counts[first] * dimension
      while last + 1 < counts.count, held + counts[last + 1] * dimension <= limit {
        last += 1
        held += counts[last] * dimension
      }
      for (c, elements) in try gather(first...last).enumerated() {
        try body(
          first + c, Matrix(rows: counts[first + c], columns: dimension, elements: elements))
      }
      first = last + 1
    }
  }

  /// The rows of some classes, one after another for each: one read.
  private func gather(_ classes: ClosedRange<Int>) throws -> [[Double]] {
    var rows = [[Double]](repeating: [], count: classes.count)
    try features.forEachBlock { start, block in
      for i in 0..<block.rows where classes.contains(labels[start + i]) {
        rows[labels[start + i] - classes.lowerBound] += block.row(i)
      }
    }
    return rows
  }
}
