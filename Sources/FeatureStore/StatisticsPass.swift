import Dispatch
package import LinearAlgebra
import Synchronization

/// What one pass over labelled features leaves, with the digest of what was read.
package struct ReducedFeatures: Sendable, Equatable {
  package let statistics: ClassStatistics
  /// SHA-256 over content, shape and type, hexadecimal.
  package let digest: String
}

extension FeatureMatrix {
  /// Counts, means, per-class variances and the pooled scatter in one pass.
  ///
  /// The rows are divided into ``laneCount(columns:)`` consecutive lanes whatever the number of
  /// workers; a lane shifts each class by the mean of its first block, so that large means cost no
  /// digits, and lanes are joined by the pairwise update of Chan, Golub and LeVeque. So the result
  /// is the same to the last bit for any number of workers. Cost: N D^2 flops; memory
  /// O(D^2 + C D + block) per lane.
  ///
  /// - Parameters:
  ///   - classes: [N], 0..<classCount.
  ///   - scatter: without it `statistics.scatter` is 0 x 0 and the cost N D.
  package func reduced(
    classes: [Int], classCount: Int, scatter: Bool = true, workers: Int = 2
  ) throws -> ReducedFeatures {
    guard classes.count == rows else {
      throw StoreError(
        "\(description.place) has \(rows) rows, but its dataset has \(classes.count) labels."
          + " Features and labels must belong to the same samples in the same order.")
    }
    let lanes = min(Self.laneCount(columns: columns), max(blockCount, 1))
    let results = Mutex([Result<LaneStatistics, any Error>?](repeating: nil, count: lanes))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, lanes))) { _ in
      while true {
        let lane = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard lane < lanes else { return }
        let blocks = blockCount * lane / lanes..<blockCount * (lane + 1) / lanes
        let result = Result<LaneStatistics, any Error> {
          try laneStatistics(blocks, classes, classCount, scatter)
        }
        results.withLock { $0[lane] = result }
      }
    }
    let parts = try results.withLock { $0 }.compactMap { try $0?.get() }
    let statistics = LaneStatistics.joined(parts)
    guard statistics.isFinite else {
      throw StoreError(
        "\(description.place) holds values that are not finite (NaN or infinite);"
          + " 'pedlab store check' says where.")
    }
    let digest = ContentDigest.root(
      type: description.type, shape: description.shape, leaves: parts.flatMap(\.leaves))
    return ReducedFeatures(statistics: statistics.classStatistics(), digest: digest)
  }

  /// Two lanes, each with its own D x D partial scatter.
  static func laneCount(columns: Int) -> Int { 2 }

  private func laneStatistics(
    _ blocks: Range<Int>, _ classes: [Int], _ classCount: Int, _ scatter: Bool
  ) throws -> LaneStatistics {
    let raw = RawBlock(try reader(), rows: min(Self.blockRows(columns: columns), rows))
    var lane = LaneStatistics(classCount: classCount, columns: columns, scatter: scatter)
    let capacity = min(Self.blockRows(columns: columns), rows) * columns
    let block = UnsafeMutablePointer<Double>.allocate(capacity: max(capacity, 1))
    defer { block.deallocate() }
    for index in blocks {
      let range = blockRange(index)
      try raw.read(range)
      raw.decode(range.count, into: block)
      lane.leaves.append(raw.digest(range.count))
      lane.add(block, classes: classes[range])
    }
    lane.finish()
    return lane
  }
}
