import FeatureStatistics
import LinearAlgebra
import Parallel

/// k-NN over the moved rows, about their mean: rows that look for neighbours are held 128 MB at a
/// time, and all rows pass by them in blocks. Memory does not grow with N, but for the labels.
struct PreparedNearestNeighbours: PreparedMetric {
  let metric: NearestNeighbours
  let input: ScoringInput
  let classes: CentredClasses

  /// Elements of the rows that look for neighbours: 128 MB.
  private static let heldElements = 1 << 24
  /// Rows that look for neighbours at most: with more, products would be too narrow to be fast.
  private static let heldRows = 1 << 14
  /// Inner products that are held at a time: 16 MB.
  private static let productElements = 1 << 21
  /// Rounding of distances from inner products, relative to the squared lengths: rows that are no
  /// farther apart than this are compared difference by difference.
  private static let productRounding = 1e-12

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = Rows(input, classes, motion, metric.distance)
    let size = min(max(1, Self.heldElements / max(rows.columns, 1)), Self.heldRows)
    var sum = 0.0
    for start in stride(from: 0, to: rows.count, by: size) {
      let held = try rows.held(start..<min(start + size, rows.count))
      let found = try neighbours(of: held, first: start, among: rows)
      for (i, neighbours) in found.enumerated() {
        sum += share(
          ofVotes: neighbours.rows.map { input.labels[$0] }, label: input.labels[start + i])
      }
    }
    return try finite(100 * sum / Double(rows.count), "k-NN")
  }

  /// The neighbours of some rows (n x D), the first of which is row `first`: a read of all rows.
  private func neighbours(of held: Matrix, first: Int, among rows: Rows) throws -> [Neighbours] {
    var found = try (0..<held.rows).map { i in
      let norm = sumOfSquares(held.row(i))
      guard norm.isFinite else { throw MetricError("k-NN: the features are too large to square.") }
      return Neighbours(count: metric.neighbours, norm: norm)
    }
    let size = max(1, Self.productElements / max(held.rows, 1))
    try rows.forEachBlock { start, block in
      block.forEachPiece(of: size, in: 0..<block.rows) { offset, piece in
        let products = held.timesTransposed(piece)
        let norms = (0..<piece.rows).map { sumOfSquares(piece.row($0)) }
        let comparison = Comparison(
          held: held, piece: piece, products: products, norms: norms,
          // The place in the piece of the row that is compared, which is not its own neighbour.
          ownPlace: first - start - offset, firstRow: start + offset)
        found.withUnsafeMutableBufferPointer { found in
          guard let base = found.baseAddress else { return }
          let (shared, middle) = (SharedMemory(base), held.rows / 2)
          CoreBudget.current.forEach(count: 2) { half in
            for i in half == 0 ? 0..<middle : middle..<held.rows {
              comparison.compare(i, &shared.base[i])
            }
          }
        }
      }
    }
    return found
  }

  /// Some rows beside others, and their inner products.
  private struct Comparison: Sendable {
    let held: Matrix
    let piece: Matrix
    /// held x piece
    let products: Matrix
    /// Of the piece's rows
    let norms: [Double]
    let ownPlace: Int
    let firstRow: Int

    /// Shows the piece to one of the held rows.
    func compare(_ i: Int, _ neighbours: inout Neighbours) {
      guard !neighbours.isSettled else { return }
      let norm = neighbours.norm
      for (j, product) in products.row(i).enumerated() where j != ownPlace + i {
        let distance = norm + norms[j] - 2 * product
        let rounding = PreparedNearestNeighbours.productRounding * (norm + norms[j])
        guard distance <= neighbours.limit + rounding else { continue }
        let exact = zip(held.row(i), piece.row(j)).reduce(0) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        neighbours.insert(firstRow + j, distance: exact, norm: norms[j])
      }
    }
  }

  private func share(ofVotes votes: [Int], label: Int) -> Double {
    var counts: [Int: Int] = [:]
    for vote in votes { counts[vote, default: 0] += 1 }
    let most = counts.values.reduce(0, max)
    guard most > 1 else {
      return Double(votes.count { $0 == label }) / Double(votes.count)
    }
    let winner = counts.filter { $0.value == most }.keys.min()
    return winner == label ? 1 : 0
  }

  /// The moved rows, as they are compared.
  private struct Rows {
    private let moved: MovedRows
    /// Of length 1 about the origin, not about the mean; nil: as they are, about the mean.
    private let centre: [Double]?

    init(
      _ input: ScoringInput, _ classes: CentredClasses, _ motion: ClassMotion,
      _ distance: NearestNeighbours.Distance
    ) {
      moved = MovedRows(input, classes, motion)
      centre = distance == .cosine ? classes.movedCentre(motion) : nil
    }

    var count: Int { moved.rows }
    var columns: Int { moved.columns }

    func forEachBlock(
      in range: Range<Int>? = nil, _ body: (_ first: Int, _ block: Matrix) throws -> Void
    ) throws {
      try moved.forEachBlock(in: range ?? 0..<count) { try body($0, prepared($1)) }
    }

    /// n x D, the rows of a range.
    func held(_ range: Range<Int>) throws -> Matrix {
      var elements: [Double] = []
      elements.reserveCapacity(range.count * columns)
      try forEachBlock(in: range) { elements += $1.elements }
      return Matrix(rows: range.count, columns: columns, elements: elements)
    }

    /// A row of zeros stays.
    private func prepared(_ block: Matrix) -> Matrix {
      guard let centre else { return block }
      let rows = block.addingToRows(centre)
      return rows.scalingRows(
        by: (0..<rows.rows).map { i in
          let norm = sumOfSquares(rows.row(i)).squareRoot()
          return norm > 0 ? 1 / norm : 0
        })
    }
  }
}
