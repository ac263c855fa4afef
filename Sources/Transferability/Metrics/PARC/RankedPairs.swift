import LinearAlgebra
import Parallel

/// Spearman's correlation, over all pairs of rows, of 1 - (inner product) with the level of their
/// labels; ties get mean ranks.
///
/// Inner products are computed in blocks, N^2 k. Their values are counted in bins first, then put in
/// the order of the bins; a bin's values stay in a core's cache while they are sorted. What does not
/// fit into memory at once is done in ranges of bins, with the blocks computed anew for each: memory
/// does not grow with N^2.
package struct RankedPairs {
  /// N x k, unit rows
  private let rows: Matrix
  private let labels: [Int]
  private let levels: LabelLevels
  /// The most values that are held at a time: 256 MB.
  package var limit = 1 << 24

  /// - Parameters:
  ///   - rows: N x k, of length 1.
  ///   - labels: [N], classes of the levels.
  package init(rows: Matrix, labels: [Int], levels: LabelLevels) {
    (self.rows, self.labels, self.levels) = (rows, labels, levels)
  }

  /// Of equal width, for the values from 0 to 2.
  private static let bins = 1 << 14
  /// Inner products that are held at a time, by each of two threads: 8 MB.
  private static let blockElements = 1 << 20

  /// - Throws: what the threads throw, which is nothing.
  package func correlation() throws -> Double {
    let pairs = Double(rows.rows) * Double(rows.rows - 1) / 2
    var sums = RankSums(levels: levels.count, middle: (pairs + 1) / 2)
    let counts = try self.counts()
    for range in ranges(counts) {
      let sorted = sortedValues(in: range, counts)
      for part in try CoreBudget.current.map(count: 2, { half in tally(sorted, half) }) {
        sums.add(part)
      }
    }
    return sums.correlation(pairs: pairs)
  }

  // MARK: - Bins

  private static func bin(_ value: Double) -> Int {
    min(Int(value * (Double(bins) / 2)), bins - 1)
  }

  /// Of the values of each half of the blocks, by bin.
  private func counts() throws -> [[Int]] {
    try CoreBudget.current.map(count: 2) { half in
      var counts = [Int](repeating: 0, count: Self.bins)
      counts.withUnsafeMutableBufferPointer { counts in
        forEachPair(half) { _, value in counts[Self.bin(value)] += 1 }
      }
      return counts
    }
  }

  /// Ranges of bins with at most `limit` values each, as far as one bin allows.
  private func ranges(_ counts: [[Int]]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (first, sum) = (0, 0)
    for (bin, count) in zip(counts[0], counts[1]).map({ $0 + $1 }).enumerated() {
      if sum > 0, sum + count > limit {
        ranges.append(first..<bin)
        (first, sum) = (bin, 0)
      }
      sum += count
    }
    return ranges + [first..<Self.bins]
  }

  // MARK: - Values

  /// The values of a range of bins, ascending within each of them, and where the bins begin.
  private struct Sorted: Sendable {
    var values: [BinnedValue]
    let starts: [Int]
  }

  private func sortedValues(in range: Range<Int>, _ counts: [[Int]]) -> Sorted {
    var starts = [0]
    for bin in range { starts.append(starts[starts.count - 1] + counts[0][bin] + counts[1][bin]) }
    var values = [BinnedValue](repeating: BinnedValue(value: 0, level: 0), count: starts.last ?? 0)
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let shared = SharedMemory(base)
      CoreBudget.current.forEach(count: 2) { [starts] half in
        // Within a bin, the first half's values come first.
        let next = range.indices.map { bin in
          starts[bin - range.lowerBound] + (half == 0 ? 0 : counts[0][bin])
        }
        fill(shared, from: half, range, next)
      }
      CoreBudget.current.forEach(count: 2) { [starts] half in
        for bin in stride(from: half, to: starts.count - 1, by: 2) {
          var part = UnsafeMutableBufferPointer(
            start: shared.base + starts[bin], count: starts[bin + 1] - starts[bin])
          part.sort { $0.value < $1.value }
        }
      }
    }
    return Sorted(values: values, starts: starts)
  }

  /// Puts the values of half of the blocks where their bins begin.
  private func fill(
    _ shared: SharedMemory<UnsafeMutablePointer<BinnedValue>>, from half: Int, _ range: Range<Int>,
    _ starts: [Int]
  ) {
    var next = starts
    next.withUnsafeMutableBufferPointer { next in
      forEachPair(half) { level, value in
        let bin = Self.bin(value)
        guard range.contains(bin) else { return }
        shared.base[next[bin - range.lowerBound]] = BinnedValue(value: value, level: level)
        next[bin - range.lowerBound] += 1
      }
    }
  }

  /// Half of the values, cut between two bins.
  private func tally(_ sorted: Sorted, _ half: Int) -> RankSums {
    let middle = sorted.starts.first { $0 >= sorted.values.count / 2 } ?? 0
    let range = half == 0 ? 0..<middle : middle..<sorted.values.count
    var sums = RankSums(levels: levels.count, middle: 0)
    sorted.values.withUnsafeBufferPointer { values in
      var (first, members) = (range.lowerBound, [Int](repeating: 0, count: levels.count))
      while first < range.upperBound {
        var end = first
        while end < range.upperBound, values[end].value == values[first].value {
          members[values[end].level] += 1
          end += 1
        }
        sums.addTie(members)
        for level in members.indices { members[level] = 0 }
        first = end
      }
    }
    return sums
  }

  /// Calls `body` for the pairs i < j of one half of the blocks of rows.
  private func forEachPair(_ half: Int, _ body: (_ level: Int, _ value: Double) -> Void) {
    let count = rows.rows
    // Eight blocks at least, so that halves of them are alike.
    let size = max(1, min(Self.blockElements / max(count, 1), count / 8))
    for (index, start) in stride(from: 0, to: count, by: size).enumerated() where index % 2 == half
    {
      let end = min(start + size, count)
      let rest = rows.selecting(Array(start..<count))
      let products = rest.leadingRows(end - start).timesTransposed(rest)
      products.elements.withUnsafeBufferPointer { values in
        for i in start..<end {
          let row = (i - start) * (count - start) - start
          for j in i + 1..<max(count, i + 1) {
            let correlation = min(max(values[row + j], -1), 1)
            body(levels[labels[i], labels[j]], 1 - correlation)
          }
        }
      }
    }
  }
}

/// A value and the level of its pair.
private struct BinnedValue: Sendable {
  let value: Double
  let level: Int
}
