import FeatureStatistics
import LinearAlgebra
import Parallel

/// k-NN over the moved rows, about their mean: rows that look for neighbours are held 128 MB at a
/// time, and all rows pass by them in blocks, once for up to 16 motions. Memory does not grow with N,
/// but for the labels and N x C numbers a motion.
struct PreparedNearestNeighbours: PreparedMetric {
  let metric: NearestNeighbours
  let input: ScoringInput
  let classes: CentredClasses

  /// Rows that look for neighbours at most: with more, products would be too narrow to be fast.
  private static let heldRows = 1 << 14
  /// Inner products that are held at a time: 16 MB.
  private static let productElements = 1 << 21
  /// Motions that share products at most, and the numbers that they hold together: 128 MB.
  private static let (sharing, sharedElements) = (16, 1 << 24)

  func score(_ motion: ClassMotion) throws -> MetricScore {
    try scores([motion])[0].get()
  }

  var sharedMotions: Int {
    let perRow = classes.counts.count + 4
    let perMotion = input.labels.count * perRow + heldCount * (8 + metric.neighbours)
    return max(1, min(Self.sharing, Self.sharedElements / max(perMotion, 1)))
  }

  /// How many rows look for neighbours at a time.
  private var heldCount: Int {
    let limit = HeldNumbers.current.neighbours / max(input.features.columns, 1)
    return min(max(1, limit), Self.heldRows, max(1, input.labels.count))
  }

  func scores(_ motions: [ClassMotion]) throws -> [Result<MetricScore, any Error>] {
    let rows = ComparedRows(input, classes, metric.distance)
    let comparisons = try comparisons(motions, rows)
    var sums = [Double](repeating: 0, count: motions.count)
    for start in stride(from: 0, to: rows.count, by: heldCount) {
      let range = start..<min(start + heldCount, rows.count)
      let found = try neighbours(of: range, comparisons, among: rows)
      for (place, neighbours) in found.enumerated() {
        sums[place / range.count] += share(
          ofVotes: neighbours.rows.map { input.labels[$0] },
          label: input.labels[start + place % range.count])
      }
    }
    return sums.map { sum in Result { try finite(100 * sum / Double(rows.count), "k-NN") } }
  }

  /// C x D, what the motion adds to the rows that are compared.
  private func offsets(_ motion: ClassMotion) -> Matrix {
    guard !motion.isIdentity else {
      return Matrix(rows: classes.counts.count, columns: classes.centre.count)
    }
    return metric.distance == .cosine ? classes.shifts(motion) : classes.offsets(motion)
  }

  /// One read.
  private func comparisons(
    _ motions: [ClassMotion], _ rows: ComparedRows
  ) throws -> [MovedComparison] {
    var comparisons = motions.map { motion in
      MovedComparison(
        offsets: offsets(motion), labels: input.labels, isDirectional: metric.distance == .cosine)
    }
    try rows.forEachBlock { _, block in
      for k in comparisons.indices { comparisons[k].append(block) }
    }
    guard comparisons.allSatisfy({ $0.norms.allSatisfy(\.isFinite) }) else {
      throw MetricError("k-NN: the features are too large to square.")
    }
    return comparisons
  }

  /// The neighbours of some rows, motion by motion: a read of all rows.
  private func neighbours(
    of range: Range<Int>, _ comparisons: [MovedComparison], among rows: ComparedRows
  ) throws -> [Neighbours] {
    let held = try rows.held(range)
    var found = comparisons.flatMap { comparison in
      range.map { Neighbours(count: metric.neighbours, norm: comparison.norms[$0]) }
    }
    let size = max(1, Self.productElements / max(held.rows, 1))
    try rows.forEachBlock { start, block in
      block.forEachPiece(of: size, in: 0..<block.rows) { offset, others in
        let piece = MovedComparison.Piece(
          held: held, firstHeld: range.lowerBound, others: others, firstOther: start + offset,
          products: held.timesTransposed(others))
        found.withUnsafeMutableBufferPointer { found in
          guard let base = found.baseAddress else { return }
          let (shared, count) = (SharedMemory(base), held.rows)
          // Two halves for each motion.
          CoreBudget.current.forEach(count: 2 * comparisons.count) { part in
            let half = part % 2 == 0 ? 0..<count / 2 : count / 2..<count
            for i in half {
              comparisons[part / 2].compare(i, of: piece, &shared.base[part / 2 * count + i])
            }
          }
        }
      }
    }
    return found
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
}
