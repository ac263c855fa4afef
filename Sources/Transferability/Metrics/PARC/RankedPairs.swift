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

  /// 8 million, 64 MB, up to twice as many where there are so many ranges that computing the products
  /// anew takes most of the time.
  static func limit(pairs: Int) -> Int {
    let held = HeldNumbers.current.pairs
    return min(max(held, pairs / mostRanges), 2 * held)
  }

  /// As long as memory allows.
  private static let mostRanges = 32

  /// Pairs whose values lie together.
  struct Share: Sendable {
    let bins: Range<Int>
    /// By level and bin
    let counts: [Int]
    /// How many pairs have smaller values
    let before: Int
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
    let levels = pairs.levels.count
    let histogram = histogram()
    func size(_ bin: Int) -> Int {
      (0..<levels).reduce(0) { $0 + histogram[$1 * PairBins.count + bin] }
    }
    var shares: [Share] = []
    var (first, before, open) = (0, 0, 0)
    func close(at end: Int) {
      let counts = (0..<levels).flatMap { level in
        histogram[level * PairBins.count + first..<level * PairBins.count + end]
      }
      shares.append(Share(bins: first..<end, counts: counts, before: before))
      (first, before, open) = (end, before + open, 0)
    }
    for bin in 0..<PairBins.count {
      let here = size(bin)
      if open > 0, open + here > limit { close(at: bin) }
      open += here
    }
    close(at: PairBins.count)
    return shares
  }

  /// [levels x bins]
  private func histogram() -> [Int] {
    var counts = [Int](repeating: 0, count: pairs.levels.count * PairBins.count)
    counts.withUnsafeMutableBufferPointer { counts in
      pairs.forEachPair { level, bits in
        counts[level * PairBins.count + PairBins.bin(bits)] += 1
      }
    }
    return counts
  }
}
