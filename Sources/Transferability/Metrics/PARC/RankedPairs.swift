import LinearAlgebra

/// Spearman's correlation, over all pairs of rows, of 1 - (inner product) with the level of their
/// labels; ties get mean ranks.
///
/// Inner products are computed in blocks, N^2 k, and sorted by radix. What does not fit into memory
/// at once is sorted in ranges of values, with the blocks computed anew for each.
struct RankedPairs {
  /// N x k, unit rows
  let rows: Matrix
  let labels: [Int]
  let levels: LabelLevels
  /// The most values sorted at a time: 256 MB.
  var limit = 1 << 25

  /// Of the histogram that divides the values from 0 to 2 into ranges.
  private static let bins = 1 << 14
  /// Inner products that are held at a time: 16 MB.
  private static let blockElements = 1 << 21

  func correlation() -> Double {
    let pairs = Double(rows.rows) * Double(rows.rows - 1) / 2
    let middle = (pairs + 1) / 2
    var counts = [Double](repeating: 0, count: levels.count)
    var rankSums = counts
    var (start, ties) = (0.0, 0.0)
    for range in ranges() {
      var sorted = values(in: range)
      for level in sorted.indices { radixSort(&sorted[level]) }
      for level in sorted.indices { counts[level] += Double(sorted[level].count) }
      forEachTie(sorted) { members in
        let size = members.reduce(0, +)
        let rank = start + (size + 1) / 2 - middle
        for level in members.indices { rankSums[level] += members[level] * rank }
        ties += size * size * size - size
        start += size
      }
    }
    return Self.correlation(counts, rankSums, spread: (pairs * pairs * pairs - pairs - ties) / 12)
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

  /// Ranges of values with at most `limit` pairs each, as far as ties allow.
  private func ranges() -> [Range<Double>] {
    guard rows.rows * (rows.rows - 1) / 2 > limit else { return [0..<Double.infinity] }
    var histogram = [Int](repeating: 0, count: Self.bins)
    let scale = Double(Self.bins) / 2
    forEachPair { _, value in histogram[min(Int(value * scale), Self.bins - 1)] += 1 }
    var ranges: [Range<Double>] = []
    var (low, sum) = (0.0, 0)
    for (bin, count) in histogram.enumerated() {
      if sum > 0, sum + count > limit {
        ranges.append(low..<Double(bin) / scale)
        (low, sum) = (Double(bin) / scale, 0)
      }
      sum += count
    }
    return ranges + [low..<Double.infinity]
  }

  /// Bit patterns of the values per level: of non-negative numbers, they have the same order.
  private func values(in range: Range<Double>) -> [[UInt64]] {
    var values = [[UInt64]](repeating: [], count: levels.count)
    forEachPair { level, value in
      if range.contains(value) { values[level].append(value.bitPattern) }
    }
    return values
  }

  private func forEachPair(_ body: (_ level: Int, _ value: Double) -> Void) {
    let size = max(1, Self.blockElements / max(rows.rows, 1))
    for start in stride(from: 0, to: rows.rows, by: size) {
      let end = min(start + size, rows.rows)
      let products = rows.selecting(Array(start..<end)).timesTransposed(rows)
      products.elements.withUnsafeBufferPointer { values in
        for i in start..<end {
          let row = (i - start) * rows.rows
          for j in i + 1..<max(rows.rows, i + 1) {
            let correlation = min(max(values[row + j], -1), 1)
            body(levels[labels[i], labels[j]], 1 - correlation)
          }
        }
      }
    }
  }

  /// Calls `body` for each distinct value, ascending, with how often each level has it.
  private func forEachTie(_ sorted: [[UInt64]], _ body: ([Double]) -> Void) {
    var heads = [Int](repeating: 0, count: sorted.count)
    var members = [Double](repeating: 0, count: sorted.count)
    while true {
      var lowest = UInt64.max
      for level in heads.indices where heads[level] < sorted[level].count {
        lowest = min(lowest, sorted[level][heads[level]])
      }
      guard lowest < .max else { return }
      for level in heads.indices {
        let first = heads[level]
        while heads[level] < sorted[level].count, sorted[level][heads[level]] == lowest {
          heads[level] += 1
        }
        members[level] = Double(heads[level] - first)
      }
      body(members)
    }
  }
}

/// Sorts by eight counting passes over bytes; passes in which all bytes are equal are left out.
func radixSort(_ values: inout [UInt64]) {
  // Eight passes over bytes pay from some 64 values on.
  guard values.count > 64 else { return values.sort() }
  var other = [UInt64](repeating: 0, count: values.count)
  for shift in stride(from: UInt64(0), to: 64, by: 8) {
    var places = [Int](repeating: 0, count: 256)
    for value in values { places[Int((value >> shift) & 255)] += 1 }
    if places.contains(values.count) { continue }
    var next = 0
    for byte in places.indices { (places[byte], next) = (next, next + places[byte]) }
    values.withUnsafeBufferPointer { source in
      other.withUnsafeMutableBufferPointer { target in
        places.withUnsafeMutableBufferPointer { places in
          for value in source {
            let byte = Int((value >> shift) & 255)
            target[places[byte]] = value
            places[byte] += 1
          }
        }
      }
    }
    swap(&values, &other)
  }
}
