import LinearAlgebra

/// Euclidean distances of rows from their inner products, to nearly all digits: where these have
/// cancelled, from differences.
struct RowDistances {
  private let rows: Matrix
  /// [N], squared lengths
  private let squares: [Double]

  /// Inner products that are held at a time: 16 MB.
  private static let blockElements = 1 << 21
  /// Squared distances below this share of the squared lengths have lost digits.
  private static let cancelled = 1e-2

  /// - Throws: ``MetricError`` for rows that are too large to square.
  init(_ rows: Matrix, metric: String) throws {
    self.rows = rows
    squares = (0..<rows.rows).map { sumOfSquares(rows.row($0)) }
    guard squares.allSatisfy(\.isFinite) else {
      throw MetricError("\(metric): the features are too large to square.")
    }
  }

  /// Calls `body` for each row with the distances to all rows, 0 to itself: N^2 D.
  func forEachRow(_ body: (_ row: Int, _ distances: [Double]) throws -> Void) rethrows {
    let size = max(1, Self.blockElements / max(rows.rows, 1))
    try rows.forEachPiece(of: size, in: 0..<rows.rows) { first, piece in
      let products = piece.timesTransposed(rows)
      for i in 0..<piece.rows {
        let row = first + i
        let distances = products.row(i).enumerated().map { j, product in
          j == row ? 0 : distance(row, j, product)
        }
        try body(row, distances)
      }
    }
  }

  private func distance(_ i: Int, _ j: Int, _ product: Double) -> Double {
    let lengths = squares[i] + squares[j]
    var square = lengths - 2 * product
    if square < Self.cancelled * lengths {
      square = zip(rows.row(i), rows.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    return square.squareRoot()
  }
}
