import LinearAlgebra

/// k-NN over the moved rows, about their mean.
struct PreparedNearestNeighbours: PreparedMetric {
  let metric: NearestNeighbours
  let sample: Sample
  let classes: CentredClasses

  /// Inner products that are held at a time: 16 MB.
  private static let blockElements = 1 << 21

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var rows = try sample.centredRows(after: motion, classes)
    if metric.distance == .cosine { try makeUnit(&rows, motion) }
    let norms = (0..<rows.rows).map { sumOfSquares(rows.row($0)) }
    guard norms.allSatisfy(\.isFinite) else {
      throw MetricError("k-NN: the features are too large to square.")
    }
    var sum = 0.0
    let size = max(1, Self.blockElements / max(rows.rows, 1))
    for start in stride(from: 0, to: rows.rows, by: size) {
      let block = rows.selecting(Array(start..<min(start + size, rows.rows)))
      let products = block.timesTransposed(rows)
      for i in 0..<block.rows {
        sum += share(ofRow: start + i, products.row(i), norms, rows)
      }
    }
    return try finite(100 * sum / Double(rows.rows), "k-NN")
  }

  /// Rows to length 1 about the origin, not about the mean; a row of zeros stays.
  private func makeUnit(_ rows: inout Matrix, _ motion: ClassMotion) throws {
    rows = rows.subtractingFromRows(classes.movedCentre(motion).map { -$0 })
    rows = rows.scalingRows(
      by: (0..<rows.rows).map { i in
        let norm = sumOfSquares(rows.row(i)).squareRoot()
        return norm > 0 ? 1 / norm : 0
      })
  }

  /// How right the neighbours of a row are, from its inner products with all rows.
  private func share(
    ofRow i: Int, _ products: ArraySlice<Double>, _ norms: [Double], _ rows: Matrix
  ) -> Double {
    let distances = products.enumerated().map { j, product in
      j == i ? Double.infinity : norms[i] + norms[j] - 2 * product
    }
    let limit = Self.smallest(metric.neighbours, of: distances)
    let candidates = distances.indices.filter { j in
      j != i && distances[j] <= limit + Self.productRounding * (norms[i] + norms[j])
    }
    let nearest =
      candidates.count > metric.neighbours
      ? settled(candidates, i, norms, rows) : candidates
    return share(ofVotes: nearest.map { sample.labels[$0] }, label: sample.labels[i])
  }

  /// Rounding of distances from inner products, relative to the squared lengths: rows that are no
  /// farther apart than this are compared again, difference by difference.
  private static let productRounding = 1e-12
  /// Rounding of distances from differences, relative to the same: what is nearer than this is equal.
  private static let differenceRounding = 8 * Double.ulpOfOne

  /// The nearest of `candidates`; of those at the same distance the first rows.
  private func settled(_ candidates: [Int], _ i: Int, _ norms: [Double], _ rows: Matrix) -> [Int] {
    let exact = candidates.map { j in
      zip(rows.row(i), rows.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let limit = Self.smallest(metric.neighbours, of: exact)
    let longest = candidates.reduce(0) { max($0, norms[$1]) }
    let tolerance = Self.differenceRounding * (norms[i] + longest)
    let nearer = candidates.indices.filter { exact[$0] < limit - tolerance }
    let equal = candidates.indices.filter { abs(exact[$0] - limit) <= tolerance }
    return (nearer + equal).prefix(metric.neighbours).map { candidates[$0] }
  }

  /// The `count`-th smallest value.
  private static func smallest(_ count: Int, of values: [Double]) -> Double {
    var nearest = [Double](repeating: .infinity, count: count)
    for value in values where value < nearest[count - 1] {
      var place = count - 1
      while place > 0, nearest[place - 1] > value {
        nearest[place] = nearest[place - 1]
        place -= 1
      }
      nearest[place] = value
    }
    return nearest[count - 1]
  }

  private func share(ofVotes votes: [Int], label: Int) -> Double {
    var counts: [Int: Int] = [:]
    for vote in votes { counts[vote, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    guard most > 1 else {
      return Double(votes.count { $0 == label }) / Double(votes.count)
    }
    let winner = counts.filter { $0.value == most }.keys.min()
    return winner == label ? 1 : 0
  }
}
