import LinearAlgebra
import Platform

/// k-means as scikit-learn runs it: greedy k-means++ (Arthur and Vassilvitskii, SODA 2007), then
/// Lloyd's iteration until no row changes its cluster, or the centres move by at most 1e-4 of the
/// mean variance, or 300 times. Cost of an iteration: 2 N K d.
package struct KMeans {
  /// [N], the cluster of each row
  package let labels: [Int]

  /// scikit-learn's `max_iter` and `tol`.
  private static let (iterations, tolerance) = (300, 1e-4)
  private let rows: Matrix
  private let squaredNorms: [Double]

  /// - Parameter rows: N x d with column means of 0, N at least `clusters`.
  package init(_ rows: Matrix, clusters: Int, random: inout SplitMix64) {
    self.rows = rows
    squaredNorms = (0..<rows.rows).map { sumOfSquares(rows.row($0)) }
    let start = Self.seeds(rows, squaredNorms, clusters, &random)
    labels = Self.lloyd(rows, squaredNorms, start)
  }

  /// Each centre is the best of 2 + log(K) rows that are drawn by their squared distance to the
  /// centres so far.
  private static func seeds(
    _ rows: Matrix, _ norms: [Double], _ clusters: Int, _ random: inout SplitMix64
  ) -> Matrix {
    let trials = 2 + Int(log(Double(clusters)))
    var chosen = [min(Int(random.nextUnit() * Double(rows.rows)), rows.rows - 1)]
    var nearest = squaredDistances(rows.selecting(chosen), rows, norms).elements
    while chosen.count < clusters {
      let candidates = draw(trials, by: nearest, &random)
      var distances = squaredDistances(rows.selecting(candidates), rows, norms)
      var (best, lowest) = (0, Double.infinity)
      let count = nearest.count
      distances.elements.withUnsafeMutableBufferPointer { values in
        for t in 0..<trials {
          let line = values.start + t * count
          var sum = 0.0
          for i in 0..<count {
            let value = min(line[i], nearest[i])
            line[i] = value
            sum += value
          }
          if sum < lowest { (best, lowest) = (t, sum) }
        }
      }
      nearest = Array(distances.row(best))
      chosen.append(candidates[best])
    }
    return rows.selecting(chosen)
  }

  private static func draw(
    _ count: Int, by weights: [Double], _ random: inout SplitMix64
  ) -> [Int] {
    var cumulated: [Double] = []
    cumulated.reserveCapacity(weights.count)
    var total = 0.0
    for weight in weights {
      total += weight
      cumulated.append(total)
    }
    return (0..<count).map { _ in
      let target = random.nextUnit() * total
      var (low, high) = (0, cumulated.count)
      while low < high {
        let middle = (low + high) / 2
        if cumulated[middle] < target { low = middle + 1 } else { high = middle }
      }
      return min(low, cumulated.count - 1)
    }
  }

  /// centres.rows x N.
  private static func squaredDistances(
    _ centres: Matrix, _ rows: Matrix, _ norms: [Double]
  ) -> Matrix {
    var products = centres.timesTransposed(rows)
    let width = products.columns
    products.elements.withUnsafeMutableBufferPointer { values in
      for t in 0..<centres.rows {
        let (own, line) = (sumOfSquares(centres.row(t)), values.start + t * width)
        for i in 0..<width { line[i] = max(own + norms[i] - 2 * line[i], 0) }
      }
    }
    return products
  }

  private static func lloyd(_ rows: Matrix, _ norms: [Double], _ start: Matrix) -> [Int] {
    let variance = norms.reduce(0, +) / Double(max(rows.rows * rows.columns, 1))
    var centres = start
    var labels = assignment(rows, centres)
    for _ in 0..<iterations {
      let next = update(rows, labels, centres)
      let moved = sumOfSquares((next - centres).elements)
      centres = next
      let new = assignment(rows, centres)
      let isSettled = new == labels || moved <= tolerance * variance
      labels = new
      if isSettled { break }
    }
    return labels
  }

  /// The nearest centre of each row, the first of equals.
  private static func assignment(_ rows: Matrix, _ centres: Matrix) -> [Int] {
    let norms = (0..<centres.rows).map { sumOfSquares(centres.row($0)) }
    let products = rows.timesTransposed(centres)
    let width = centres.rows
    return products.elements.withUnsafeBufferPointer { values in
      (0..<rows.rows).map { i in
        let line = values.start + i * width
        var (best, lowest) = (0, Double.infinity)
        for k in 0..<width {
          let distance = norms[k] - 2 * line[k]
          if distance < lowest { (best, lowest) = (k, distance) }
        }
        return best
      }
    }
  }

  /// Means of the clusters; an empty one takes the row that is farthest from its centre.
  private static func update(_ rows: Matrix, _ labels: [Int], _ centres: Matrix) -> Matrix {
    var labels = labels
    var counts = [Int](repeating: 0, count: centres.rows)
    for k in labels { counts[k] += 1 }
    let empty = counts.indices.filter { counts[$0] == 0 }
    if !empty.isEmpty {
      let distances = labels.indices.map { i in
        zip(rows.row(i), centres.row(labels[i])).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      let farthest = distances.indices.sorted { distances[$0] > distances[$1] }
      for (k, i) in zip(empty, farthest) where distances[i] > 0 {
        counts[labels[i]] -= 1
        counts[k] = 1
        labels[i] = k
      }
    }
    var sums = rows.rowSums(byLabel: labels, count: centres.rows)
    for k in counts.indices {
      for d in 0..<rows.columns {
        sums[k, d] = counts[k] > 0 ? sums[k, d] / Double(counts[k]) : centres[k, d]
      }
    }
    return sums
  }
}
