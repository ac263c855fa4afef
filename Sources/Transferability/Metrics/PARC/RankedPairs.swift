import Parallel

/// Spearman's correlation, over all pairs of rows, of 1 - (inner product) with the level of their
/// labels; ties get mean ranks.
///
/// Values are sorted by radix, a range of them at a time: ranges are independent of each other, so
/// cores share them, and memory does not grow with N^2. The sums of ranks are whole halves, so that
/// the result has the same bits for any ranges.
struct RankedPairs: Sendable {
  private let pairs: RowPairs
  /// The most pairs that are sorted at a time.
  private let limit: Int

  init(_ pairs: RowPairs) {
    self.pairs = pairs
    limit = Self.limit(pairs: pairs.count)
  }

  /// 4 million, 64 MB with the room to sort them, up to twice as many where there are so many ranges
  /// that computing the products anew takes most of the time.
  static func limit(pairs: Int) -> Int {
    let held = HeldNumbers.current.pairs
    return min(max(held, pairs / mostRanges), 2 * held)
  }

  /// As long as memory allows.
  private static let mostRanges = 32

  /// Bits that values of one bin of the histogram have in common: 256 bins for each power of two.
  private static let binShift: UInt64 = 44
  /// From 0 to 2.
  private static let bins = Int(Double(2).bitPattern >> binShift) + 1

  /// Pairs whose values lie together.
  struct Share: Sendable {
    /// Of their bits
    var values: Range<UInt64>
    /// By level
    var counts: [Int]
    /// How many pairs have smaller values
    var before: Int

    var count: Int { counts.reduce(0, +) }
  }

  /// - Throws: nothing of its own.
  func correlation() throws -> Double {
    let total = Double(pairs.count)
    let shares = shares()
    let parts = try CoreBudget.current.map(count: shares.count) { k in
      SortedPairs(pairs, shares[k]).sums(before: Double(shares[k].before) - (total + 1) / 2)
    }
    var rankSums = [Double](repeating: 0, count: pairs.levels.count)
    var ties = 0.0
    for part in parts {
      for (level, sum) in part.rankSums.enumerated() { rankSums[level] += sum }
      ties += part.ties
    }
    return Self.correlation(
      pairs.countByLevel.map(Double.init), rankSums,
      spread: (total * total * total - total - ties) / 12)
  }

  /// - Parameters:
  ///   - rankSums: per level, the sum of ranks about the mean rank.
  ///   - spread: the sum of squares of all ranks about the mean rank.
  private static func correlation(
    _ counts: [Double], _ rankSums: [Double], spread: Double
  ) -> Double {
    let total = counts.reduce(0, +)
    var (below, covariance, labelSpread) = (0.0, 0.0, 0.0)
    for (count, sum) in zip(counts, rankSums) {
      let rank = below + (count + 1) / 2 - (total + 1) / 2
      covariance += rank * sum
      labelSpread += rank * rank * count
      below += count
    }
    return covariance / (spread.squareRoot() * labelSpread.squareRoot())
  }

  /// In ascending order, with at most `limit` pairs each as far as ties allow.
  private func shares() -> [Share] {
    guard pairs.count > limit else {
      return [Share(values: 0..<UInt64.max, counts: pairs.countByLevel, before: 0)]
    }
    let levels = pairs.levels.count
    let histogram = histogram()
    var shares: [Share] = []
    var open = Share(
      values: 0..<UInt64.max, counts: [Int](repeating: 0, count: levels), before: 0)
    for bin in 0..<Self.bins {
      let here = (0..<levels).map { histogram[$0 * Self.bins + bin] }
      let sum = here.reduce(0, +)
      if open.count > 0, open.count + sum > limit {
        let edge = UInt64(bin) << Self.binShift
        open.values = open.values.lowerBound..<edge
        shares.append(open)
        open = Share(
          values: edge..<UInt64.max, counts: [Int](repeating: 0, count: levels),
          before: open.before + open.count)
      }
      if sum > 0 { for level in 0..<levels { open.counts[level] += here[level] } }
    }
    return shares + [open]
  }

  /// [levels x bins]
  private func histogram() -> [Int] {
    var counts = [Int](repeating: 0, count: pairs.levels.count * Self.bins)
    counts.withUnsafeMutableBufferPointer { counts in
      pairs.forEachPair { level, bits in
        counts[level * Self.bins + Int(bits >> Self.binShift)] += 1
      }
    }
    return counts
  }
}
