import FeatureStatistics
import LinearAlgebra

extension RowSource {
  /// Some of the rows, by reading all of them once.
  ///
  /// - Parameter wanted: ascending.
  func reading(_ wanted: [Int]) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(wanted.count * columns)
    var wanted = wanted[...]
    try forEachBlock { first, block in
      while let row = wanted.first, row < first + block.rows {
        elements += block.row(row - first)
        wanted.removeFirst()
      }
    }
    return Matrix(rows: elements.count / max(columns, 1), columns: columns, elements: elements)
  }
}
