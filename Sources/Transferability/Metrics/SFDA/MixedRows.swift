import FeatureStatistics
import LinearAlgebra

/// Rows that are mixed with the mean of the other classes' means by their confidence:
/// p_i x_i + (1 - p_i) mbar_{y_i}, read block by block.
struct MixedRows: RowSource {
  private let source: MovedRows
  private let labels: [Int]
  /// [N]
  private let confidences: [Double]
  /// C x D
  private let bases: Matrix

  init(_ source: MovedRows, _ labels: [Int], _ confidences: [Double], means: Matrix) {
    self.source = source
    self.labels = labels
    self.confidences = confidences
    bases = means.meansOfOthers
  }

  var rows: Int { source.rows }
  var columns: Int { source.columns }

  func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try source.forEachBlock(in: range) { first, block in
      var mixed = block
      mixed.forEachRow { i, row in
        let (c, p) = (labels[first + i], confidences[first + i])
        for d in row.indices { row[d] = p * row[d] + (1 - p) * bases[c, d] }
      }
      try body(first, mixed)
    }
  }

  /// C x D: the mean of each class. One read.
  func classMeans(_ counts: [Double]) throws -> Matrix {
    let halves = try mapHalves { range in
      var sums = Matrix(rows: bases.rows, columns: bases.columns)
      try forEachBlock(in: range) { first, block in
        let own = Array(labels[first..<(first + block.rows)])
        sums = sums + block.rowSums(byLabel: own, count: bases.rows)
      }
      return sums
    }
    return (halves[0] + halves[1]).scalingRows(by: counts.map { 1 / $0 })
  }

  /// D x D in the upper triangle: the scatter about the class means. One read, N D^2.
  func scatter(about means: Matrix) throws -> Matrix {
    let halves = try mapHalves { range in
      var part = Matrix(rows: columns, columns: columns)
      try forEachBlock(in: range) { first, block in
        var centred = block
        centred.subtract(means, byLabel: labels[first..<(first + block.rows)])
        part.addGram(of: centred, factor: 1)
      }
      return part
    }
    return halves[0] + halves[1]
  }
}
