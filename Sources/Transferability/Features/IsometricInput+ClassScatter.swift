import FeatureStatistics
import LinearAlgebra

extension IsometricInput {
  /// D x D: sum_i w_{y_i} (x_i - mu_{y_i})(x_i - mu_{y_i})', which no rigid motion changes. From
  /// statistics where all weights are equal, otherwise by one read, N D^2.
  ///
  /// - Parameter weights: [C], none negative.
  func classScatter(weights: [Double]) throws -> Matrix {
    if let first = weights.first, weights.allSatisfy({ $0 == first }) {
      return first * statistics.scatter
    }
    let roots = weights.map { $0.squareRoot() }
    let (labels, features, means) = (rows.labels, rows.features, statistics.means)
    let halves = try features.mapHalves { range in
      var part = Matrix(rows: means.columns, columns: means.columns)
      try features.forEachBlock(in: range) { start, block in
        var centred = block
        let own = labels[start..<(start + block.rows)]
        centred.subtract(means, byLabel: own)
        part.addGram(of: centred.scalingRows(by: own.map { roots[$0] }), factor: 1)
      }
      return part
    }
    var result = halves[0] + halves[1]
    result.mirrorUpperTriangle()
    return result
  }
}
