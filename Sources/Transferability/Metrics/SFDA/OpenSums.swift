import FeatureStatistics
import LinearAlgebra

/// Sums over the rows whose confidence has not reached its limit L, z_i = x_i - mu_{y_i}: all that the
/// second pass needs of them beside the sum of (L^2 - p^2) z z'.
struct OpenSums: Sendable {
  /// C x D: sum (p - L) z
  var first: Matrix
  /// C x D: sum p (p - L) z
  var second: Matrix
  /// sum (L^2 - p^2) |z|^2
  var spread = 0.0

  init(classes: Int, dimension: Int) {
    first = Matrix(rows: classes, columns: dimension)
    second = first
  }

  static func + (left: OpenSums, right: OpenSums) -> OpenSums {
    var sum = left
    sum.first = left.first + right.first
    sum.second = left.second + right.second
    sum.spread += right.spread
    return sum
  }

  /// Adds some rows, `open` those of them that count.
  ///
  /// - Parameters:
  ///   - rows: n x D, z
  ///   - squares: [n], |z|^2
  ///   - labels, confidences: [n]
  mutating func add(
    _ open: [Int], of rows: Matrix, squares: [Double], _ labels: ArraySlice<Int>,
    _ confidences: ArraySlice<Double>, limit: Double
  ) {
    for i in open {
      let p = confidences[confidences.startIndex + i]
      let c = labels[labels.startIndex + i]
      first.addRow(i, of: rows, times: p - limit, to: c)
      second.addRow(i, of: rows, times: p * (p - limit), to: c)
      spread += (limit * limit - p * p) * squares[i]
    }
  }
}
