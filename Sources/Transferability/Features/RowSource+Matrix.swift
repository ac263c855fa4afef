import FeatureStatistics
import LinearAlgebra

extension RowSource {
  /// All rows in memory: one read.
  func matrix() throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    try forEachBlock { _, block in elements += block.elements }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
