/// Sums over values in ascending order, ties in groups: what Spearman's correlation needs of the
/// ranks.
struct RankSums: Sendable {
  /// Of the values so far, per level
  private var counts: [Double]
  /// Per level, the sum of the ranks less `middle`
  private var sums: [Double]
  /// Sum over the ties of size^3 - size
  private var ties = 0.0
  private var total = 0.0
  private let middle: Double

  /// - Parameter middle: the mean of all ranks, which is taken off each.
  init(levels: Int, middle: Double) {
    counts = [Double](repeating: 0, count: levels)
    sums = counts
    self.middle = middle
  }

  /// The next values, which are equal.
  ///
  /// - Parameter members: how many each level has.
  mutating func addTie(_ members: [Int]) {
    let size = Double(members.reduce(0, +))
    let rank = total + (size + 1) / 2 - middle
    for (level, count) in members.enumerated() where count > 0 {
      sums[level] += Double(count) * rank
      counts[level] += Double(count)
    }
    ties += size * size * size - size
    total += size
  }

  /// Values that come after all of these, counted from rank 1 with no middle.
  mutating func add(_ next: RankSums) {
    for level in counts.indices {
      sums[level] += next.sums[level] + next.counts[level] * (total - middle)
      counts[level] += next.counts[level]
    }
    ties += next.ties
    total += next.total
  }

  /// Of the values with the levels.
  func correlation(pairs: Double) -> Double {
    let spread = (pairs * pairs * pairs - pairs - ties) / 12
    var (below, covariance, levelSpread) = (0.0, 0.0, 0.0)
    for (count, sum) in zip(counts, sums) {
      let rank = below + (count + 1) / 2 - (total + 1) / 2
      covariance += rank * sum
      levelSpread += rank * rank * count
      below += count
    }
    return covariance / (spread.squareRoot() * levelSpread.squareRoot())
  }
}
