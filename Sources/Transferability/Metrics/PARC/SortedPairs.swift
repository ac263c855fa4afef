/// The pairs of one share, sorted level by level.
struct SortedPairs {
  /// Level by level, the bits of the values in ascending order, and after each level the largest
  /// number that there is.
  private var keys: [UInt64]
  /// By level, the place of its first key
  private let starts: [Int]

  /// What a share adds to a rank correlation.
  struct Sums: Sendable {
    /// By level, of the ranks
    var rankSums: [Double]
    /// Sum of t^3 - t over the groups of t equal values
    var ties: Double
  }

  /// Takes the share out of all pairs, and sorts it.
  init(_ pairs: RowPairs, _ share: RankedPairs.Share) {
    var starts: [Int] = []
    var size = 0
    for count in share.counts {
      starts.append(size)
      size += count + 1
    }
    self.starts = starts
    keys = [UInt64](repeating: .max, count: size)
    var next = starts
    let (low, width) = (share.values.lowerBound, share.values.upperBound - share.values.lowerBound)
    keys.withUnsafeMutableBufferPointer { keys in
      next.withUnsafeMutableBufferPointer { next in
        // Written before it is known whether it counts, so that nothing is guessed by the processor:
        // each level has room for one more.
        pairs.forEachPair { level, bits in
          let place = next[level]
          keys[place] = bits
          next[level] = place + (bits &- low < width ? 1 : 0)
        }
        var spare = [UInt64](repeating: 0, count: share.counts.reduce(0, max))
        spare.withUnsafeMutableBufferPointer { spare in
          for (start, count) in zip(starts, share.counts) {
            keys[start + count] = .max
            radixSort(
              UnsafeMutableBufferPointer(rebasing: keys[start..<start + count]), with: spare)
          }
        }
      }
    }
  }

  /// - Parameter before: the rank that comes before that of the smallest value.
  func sums(before: Double) -> Sums {
    var rankSums = [Double](repeating: 0, count: starts.count)
    var members = rankSums
    var heads = starts
    var (rank, ties) = (before, 0.0)
    keys.withUnsafeBufferPointer { keys in
      while true {
        var lowest = UInt64.max
        for head in heads { lowest = min(lowest, keys[head]) }
        guard lowest < .max else { return }
        var size = 0.0
        for level in heads.indices {
          var head = heads[level]
          while keys[head] == lowest { head += 1 }
          members[level] = Double(head - heads[level])
          heads[level] = head
          size += members[level]
        }
        let mean = rank + (size + 1) / 2
        for level in heads.indices { rankSums[level] += members[level] * mean }
        ties += size * size * size - size
        rank += size
      }
    }
    return Sums(rankSums: rankSums, ties: ties)
  }
}
