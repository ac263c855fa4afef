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
  ///   - labels, confidences: [n]
  mutating func add(
    _ open: [Int], of rows: Matrix, _ labels: ArraySlice<Int>, _ confidences: ArraySlice<Double>,
    limit: Double
  ) {
    let width = rows.columns
    rows.elements.withUnsafeBufferPointer { rows in
      first.elements.withUnsafeMutableBufferPointer { first in
        second.elements.withUnsafeMutableBufferPointer { second in
          for i in open {
            let p = confidences[confidences.startIndex + i]
            let (once, twice) = (p - limit, p * (p - limit))
            let (row, mean) = (i * width, labels[labels.startIndex + i] * width)
            var square = 0.0
            for d in 0..<width {
              let z = rows[row + d]
              first[mean + d] += once * z
              second[mean + d] += twice * z
              square += z * z
            }
            spread += (limit * limit - p * p) * square
          }
        }
      }
    }
  }
}
