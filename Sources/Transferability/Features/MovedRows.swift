import FeatureStatistics
import LinearAlgebra

/// The rows of an input as a motion has left them, about the mean of all of them: read block by
/// block, never held. A read costs N D beside that of the features.
struct MovedRows: RowSource {
  private let features: any RowSource
  private let labels: [Int]
  /// [D], the mean of all rows before the motion
  private let centre: [Double]
  /// C x D, what is added to a row of each class; nil if nothing moved
  private let offsets: Matrix?

  init(_ input: ScoringInput, _ classes: CentredClasses, _ motion: ClassMotion) {
    features = input.features
    labels = input.labels
    centre = classes.centre
    offsets = motion.isIdentity ? nil : classes.offsets(motion)
  }

  var rows: Int { features.rows }
  var columns: Int { features.columns }

  func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try features.forEachBlock(in: range) { first, block in
      var moved = block.subtractingFromRows(centre)
      if let offsets { moved.add(offsets, byLabel: labels[first..<(first + block.rows)]) }
      try body(first, moved)
    }
  }
}
