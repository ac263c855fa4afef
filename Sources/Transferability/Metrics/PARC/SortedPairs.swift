/// The pairs of one share, sorted level by level.
///
/// Each bin of a level has its own place, so that the pairs are nearly in order when they have been
/// written, and what is left to sort, bin by bin, stays in a core's cache.
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
    let width = share.bins.count
    var starts: [Int] = []
    var next: [Int] = []
    var size = 0
    for level in 0..<pairs.levels.count {
      starts.append(size)
      for count in share.counts[level * width..<(level + 1) * width] {
        next.append(size)
        size += count
      }
      // For the largest number.
      size += 1
    }
    self.starts = starts
    keys = [UInt64](unsafeUninitializedCapacity: size) { keys, filled in
      Self.write(pairs, share.bins, &next, to: keys)
      for end in starts.dropFirst() + [size] { keys[end - 1] = .max }
      Self.sort(keys, share.counts, width)
      filled = size
    }
  }

  /// Pairs of the share that are gathered before they are put in their places.
  private static let gathered = 4096

  /// Puts each pair where the next one of its level and bin belongs.
  ///
  /// - Parameter next: by level and bin.
  private static func write(
    _ pairs: RowPairs, _ bins: Range<Int>, _ next: inout [Int],
    to keys: UnsafeMutableBufferPointer<UInt64>
  ) {
    let (first, width) = (bins.lowerBound, bins.count)
    var found = [UInt64](repeating: 0, count: gathered)
    var slots = [Int](repeating: 0, count: gathered)
    next.withUnsafeMutableBufferPointer { next in
      found.withUnsafeMutableBufferPointer { found in
        slots.withUnsafeMutableBufferPointer { slots in
          var count = 0
          // Written before it is known whether it counts, so that nothing is guessed by the processor.
          pairs.forEachPair { level, bits in
            let bin = PairBins.bin(bits) - first
            found[count] = bits
            slots[count] = level * width + bin
            count += UInt(bitPattern: bin) < UInt(width) ? 1 : 0
            if count == gathered {
              put(found, slots, next, to: keys)
              count = 0
            }
          }
          put(.init(rebasing: found[..<count]), slots, next, to: keys)
        }
      }
    }
  }

  private static func put(
    _ found: UnsafeMutableBufferPointer<UInt64>, _ slots: UnsafeMutableBufferPointer<Int>,
    _ next: UnsafeMutableBufferPointer<Int>, to keys: UnsafeMutableBufferPointer<UInt64>
  ) {
    for (key, slot) in zip(found, slots) {
      keys[next[slot]] = key
      next[slot] += 1
    }
  }

  private static func sort(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ counts: [Int], _ width: Int
  ) {
    var spare = [UInt64](repeating: 0, count: counts.max() ?? 0)
    spare.withUnsafeMutableBufferPointer { spare in
      var start = 0
      for (slot, count) in counts.enumerated() {
        radixSort(
          UnsafeMutableBufferPointer(rebasing: keys[start..<start + count]), with: spare)
        start += count + ((slot + 1).isMultiple(of: width) ? 1 : 0)
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
