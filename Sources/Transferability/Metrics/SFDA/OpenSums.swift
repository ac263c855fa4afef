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

  /// From this share of a class's rows on they are added in one product, with weight 0 for those that do
  /// not count, which takes a third of the time.
  private static let joinedShare = 1.0 / 3

  /// Adds those of some rows that have not reached the limit.
  ///
  /// - Parameters:
  ///   - confidences: of the rows as they stood before they were sorted.
  ///   - threshold: of a confidence that has reached the limit.
  mutating func add(
    _ sorted: ClassSortedRows, _ confidences: ArraySlice<Double>, limit: Double, threshold: Double
  ) {
    for (label, range) in sorted.classes {
      let own = range.map { confidences[confidences.startIndex + sorted.places[$0]] }
      let open = own.indices.filter { own[$0] < threshold }
      guard !open.isEmpty else { continue }
      for k in open {
        spread += (limit * limit - own[k] * own[k]) * sorted.squares[range.lowerBound + k]
      }
      let weights = own.map { $0 < threshold ? $0 - limit : 0 }
      let products = zip(own, weights).map { $0 * $1 }
      if Double(open.count) >= Self.joinedShare * Double(own.count) {
        first.addRows(range, of: sorted.rows, times: weights, to: label)
        second.addRows(range, of: sorted.rows, times: products, to: label)
      } else {
        for k in open {
          let row = range.lowerBound + k
          first.addRows(row..<(row + 1), of: sorted.rows, times: [weights[k]], to: label)
          second.addRows(row..<(row + 1), of: sorted.rows, times: [products[k]], to: label)
        }
      }
    }
  }
}
