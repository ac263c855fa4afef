import LinearAlgebra

/// Leave-one-out accuracy of the k nearest neighbours.
package struct NearestNeighbours: Metric {
  /// Between rows.
  enum Distance: String, CaseIterable, Sendable { case euclidean, cosine }

  let neighbours: Int
  let distance: Distance

  private static let neighboursOption = OptionDeclaration<Int>.integer(
    "k", in: 1...1000, default: 1, "neighbours")
  private static let distanceOption = OptionDeclaration<Distance>.choice(
    "distance", default: .euclidean, "between rows")
  package static let options: [any DeclaredOption] = [neighboursOption, distanceOption]

  package init(_ options: MetricOptions) throws {
    neighbours = try options(Self.neighboursOption)
    distance = try options(Self.distanceOption)
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    guard sample.labels.count > neighbours else {
      throw MetricError(
        "k-NN: \(neighbours) neighbours need more than \(neighbours) rows; there are "
          + "\(sample.labels.count).")
    }
    return PreparedNearestNeighbours(
      metric: self, sample: sample.withoutScatter,
      classes: CentredClasses(sample.statistics))
  }

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    return MetricWork(preparing: 0, scoring: 2 * n * n * d)
  }

  package static let description = MetricDescription(
    name: "knn", title: "k-NN",
    summary: "Leave-one-out accuracy of the nearest neighbours, in percent.",
    formula: """
      100 x share of rows whose label is the most frequent one (the smallest of equals) among the k
      other rows at the least distance. If all k labels differ, the share of them that is right.
      """,
    inputs: .features,
    cost: "a setting: one read, held in memory (N D), and N^2 D",
    source: "Bolya et al., NeurIPS 2021; github.com/dbolya/parc methods.py kNN",
    differences: [
      "a row is never its own neighbour; the official code drops the first of the sorted "
        + "distances, which with duplicate rows may be another row",
      "equal distances go to the first row; there, to whichever the sort leaves first",
      "euclidean distances are taken about the mean of all rows, which loses fewer digits; cosine "
        + "distances of the rows as they are",
    ])
}

struct PreparedNearestNeighbours: PreparedMetric {
  let metric: NearestNeighbours
  let sample: Sample
  let classes: CentredClasses

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var rows = try sample.centredRows(after: motion, classes)
    if metric.distance == .cosine { try makeUnit(&rows, motion) }
    let norms = (0..<rows.rows).map { sumOfSquares(rows.row($0)) }
    guard norms.allSatisfy(\.isFinite) else {
      throw MetricError("k-NN: the features are too large to square.")
    }
    var sum = 0.0
    let size = max(1, (1 << 21) / max(rows.rows, 1))
    for start in stride(from: 0, to: rows.rows, by: size) {
      let block = rows.selecting(Array(start..<min(start + size, rows.rows)))
      let products = block.timesTransposed(rows)
      for i in 0..<block.rows {
        sum += share(ofRow: start + i, products.row(i), norms)
      }
    }
    return try finite(100 * sum / Double(rows.rows), "k-NN")
  }

  /// Rows to length 1 about the origin, not about the mean; a row of zeros stays.
  private func makeUnit(_ rows: inout Matrix, _ motion: ClassMotion) throws {
    let weights = classes.counts.map { $0 / classes.total }
    let drift = motion.mixing.times(classes.means).transposedTimes(weights)
    let origin = zip(classes.centre, drift).map { -($0 + $1) }
    rows = rows.subtractingFromRows(origin)
    rows = rows.scalingRows(
      by: (0..<rows.rows).map { i in
        let norm = sumOfSquares(rows.row(i)).squareRoot()
        return norm > 0 ? 1 / norm : 0
      })
  }

  /// How right the neighbours of a row are, from its inner products with all rows.
  private func share(
    ofRow i: Int, _ products: ArraySlice<Double>, _ norms: [Double]
  ) -> Double {
    // The nearest so far, in order; equal distances in the order of rows.
    var nearest: [(distance: Double, row: Int)] = []
    nearest.reserveCapacity(metric.neighbours + 1)
    var farthest = Double.infinity
    for (j, product) in products.enumerated() where j != i {
      let scale = norms[i] + norms[j]
      let difference = scale - 2 * product
      // Equal rows are at distance 0 whatever rounding says.
      let distance = difference > 4 * Double.ulpOfOne * scale ? difference : 0
      guard distance < farthest || nearest.count < metric.neighbours else { continue }
      let place = nearest.lastIndex { $0.distance <= distance }.map { $0 + 1 } ?? 0
      nearest.insert((distance, j), at: place)
      if nearest.count > metric.neighbours { nearest.removeLast() }
      if nearest.count == metric.neighbours { farthest = nearest[nearest.count - 1].distance }
    }
    return share(ofVotes: nearest.map { sample.labels[$0.row] }, label: sample.labels[i])
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
