import FeatureStatistics
import LinearAlgebra

/// The rows that k-NN compares, before any motion: about the mean of all rows, or as they are where
/// directions from the origin count.
struct ComparedRows: Sendable {
  private let features: any RowSource
  /// [D]; nil: nothing is subtracted
  private let centre: [Double]?

  init(
    _ input: ScoringInput, _ classes: CentredClasses, _ distance: NearestNeighbours.Distance
  ) {
    features = input.features
    centre = distance == .euclidean ? classes.centre : nil
  }

  /// N
  var count: Int { features.rows }
  /// D
  var columns: Int { features.columns }

  /// Calls `body` with blocks of rows, in order: a read.
  func forEachBlock(
    in range: Range<Int>? = nil, _ body: (_ first: Int, _ block: Matrix) throws -> Void
  ) throws {
    try features.forEachBlock(in: range ?? 0..<count) { first, block in
      try body(first, centre.map { block.subtractingFromRows($0) } ?? block)
    }
  }

  /// n x D, the rows of a range.
  func held(_ range: Range<Int>) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(range.count * columns)
    try forEachBlock(in: range) { elements += $1.elements }
    return Matrix(rows: range.count, columns: columns, elements: elements)
  }
}
