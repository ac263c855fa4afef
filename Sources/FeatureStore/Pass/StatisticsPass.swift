import Dispatch
package import FeatureStatistics
package import LinearAlgebra
import Parallel
import Platform
import Synchronization
import Wording

/// What one pass over labelled features leaves, with the digest of what was read.
package struct ReducedFeatures: Sendable, Equatable {
  /// Counts, means and variances of the classes.
  package let moments: ClassMoments
  /// D x D, within classes; nil if it was not asked for.
  package let scatter: Matrix?
  /// SHA-256 over content, shape and type, hexadecimal.
  package let digest: String
  /// Rows that may never have been written, or were written twice.
  package let rows: RowDoubts
  /// The rows that were to be kept, in their order; nil where the statistics were known without reading.
  package let kept: Matrix?

  package init(
    moments: ClassMoments, scatter: Matrix?, digest: String, rows: RowDoubts, kept: Matrix? = nil
  ) {
    self.moments = moments
    self.scatter = scatter
    self.digest = digest
    self.rows = rows
    self.kept = kept
  }

  /// All statistics; nil without scatter.
  package var statistics: ClassStatistics? {
    scatter.map { ClassStatistics(moments, scatter: $0) }
  }
}

extension FeatureMatrix {
  /// Counts, means, per-class variances and the pooled scatter in one pass.
  ///
  /// The rows are divided into ``laneCount(columns:)`` consecutive lanes whatever the number of
  /// workers. A lane reads, decompresses, hashes and sums pieces that stay in a core's cache, and
  /// multiplies block by block; while one lane waits for the disk or decompresses, another
  /// multiplies. Every class is shifted by one of its rows, so that large means cost no digits.
  /// Lanes are joined in their order, so the result is the same to the last bit for any number of
  /// workers. Cost: N D^2 flops; memory O(D^2 + C D + block) per lane, whatever N is.
  ///
  /// - Parameters:
  ///   - classes: [N], 0..<classCount.
  ///   - scatter: whether to compute it; without, the cost is N D.
  ///   - kept: rows that are handed on as they are, ascending.
  package func reduced(
    classes: [Int], classCount: Int, scatter: Bool = true, keeping kept: [Int] = [],
    workers: Int = 2
  ) throws -> ReducedFeatures {
    guard classes.count == rows else {
      throw StoreError(
        "\(description.place) has \(counted(rows, "row")), but its dataset has"
          + " \(counted(classes.count, "label"))."
          + " Features and labels must belong to the same samples in the same order.")
    }
    try checkMemory(scatter: scatter)
    let count = min(Self.laneCount(columns: columns), max(pieceCount, 1))
    let shared = SharedShifts(waiting: count - 1)
    let lanes = try parallelMap(count: count, workers: workers) { lane in
      // Lane 0 is always taken first, so that nobody waits for what nobody computes.
      let pieces = pieceCount * lane / count..<pieceCount * (lane + 1) / count
      let empty = try LaneStatistics(classCount: classCount, columns: columns, scatter: scatter)
      return try LanePass(matrix: self, pieces: pieces, classes: classes, kept: kept)
        .run(empty, shared, isFirst: lane == 0)
    }
    guard lanes.allSatisfy(\.isFinite) else { throw try notFiniteError() }
    let joined = try LaneJoin(lanes, shared: shared.isShared).joined(workers: workers)
    return ReducedFeatures(
      moments: joined.moments, scatter: joined.scatter,
      digest: rootDigest(leaves: lanes.flatMap(\.leaves)), rows: try doubts(lanes.map(\.marks)),
      kept: kept.isEmpty
        ? nil : Matrix(rows: kept.count, columns: columns, elements: lanes.flatMap(\.kept)))
  }

  /// Class sums were not finite: where the first value is that is not, or else that sums overflow.
  func notFiniteError() throws -> StoreError {
    guard let position = try firstNotFinite() else {
      return StoreError(
        "\(description.place) holds values that are too large to be squared (above 1e150 or so)."
          + " Scale the features.")
    }
    return StoreError("\(description.place): \(position.sentence)")
  }

  /// Scatters of a size that no machine holds are refused before they are asked for.
  private func checkMemory(scatter: Bool) throws {
    guard scatter, columns > Self.mostColumns else { return }
    throw StoreError(
      "\(description.place) has \(columns) columns. Class statistics take D^2 numbers, for at most"
        + " \(Self.mostColumns) columns. Reduce the features (or pool them) first.")
  }

  /// A scatter of 34 GB.
  private static let mostColumns = 65_536

  /// Lanes have a D x D partial scatter each: as many as together take no more than 64 MB, at
  /// least two and at most eight.
  static func laneCount(columns: Int) -> Int {
    min(max((8 << 20) / max(columns * columns, 1), 2), 8)
  }

  /// Bytes of the scatters of all lanes, and of the blocks of the two that run at the same time.
  package static func passBytes(rows: Int, columns: Int) -> (scatters: Int, blocks: Int) {
    let lanes = laneCount(columns: columns)
    let block = min(32 * pieceRows(columns: columns), rows / lanes + 1) * columns
    return (8 * lanes * columns * columns, 2 * 8 * block)
  }
}

/// The pass over consecutive pieces.
private struct LanePass {
  let matrix: FeatureMatrix
  let pieces: Range<Int>
  let classes: [Int]
  /// Rows that are handed on as they are, ascending.
  let kept: [Int]

  func run(
    _ empty: LaneStatistics, _ shared: SharedShifts, isFirst: Bool
  ) throws -> LaneStatistics {
    // Also if reading fails: the others must not wait for ever.
    defer { if isFirst { shared.publish(nil) } }
    var lane = empty
    let columns = matrix.columns
    let buffer = try matrix.buffer()
    var wanted = kept.drop { $0 < matrix.pieceRange(pieces.lowerBound).lowerBound }
    let step = matrix.blockRows / buffer.rows
    // Without products a block is held only where it waits for the shifts.
    let holds = lane.scatter != nil || !isFirst
    let capacity = (holds ? min(step, max(pieces.count, 1)) : 1) * buffer.rows * columns
    let memory = PageLoan(byteCount: capacity * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(memory) {} }
    let block = memory.bytes.start.assumingMemoryBound(to: Double.self)
    for first in stride(from: pieces.lowerBound, to: pieces.upperBound, by: step) {
      let range = first..<min(first + step, pieces.upperBound)
      let start = matrix.pieceRange(first).lowerBound
      for piece in range {
        let rows = matrix.pieceRange(piece)
        let target = holds ? block + (rows.lowerBound - start) * columns : block
        try buffer.read(rows)
        lane.leaves.append(buffer.digest(rows.count))
        buffer.mark(rows.count, in: &lane.marks)
        buffer.decode(rows.count, into: target)
        lane.keep(&wanted, in: rows, target)
        // The first block of a later lane waits until lane 0 has chosen shifts.
        if isFirst || first > pieces.lowerBound { lane.add(target, classes: classes[rows]) }
      }
      let rows = start..<matrix.pieceRange(range.upperBound - 1).upperBound
      if first == pieces.lowerBound {
        if isFirst {
          shared.publish(lane.shifts)
        } else {
          if let shifts = shared.wait() { lane.adopt(shifts) }
          lane.add(block, classes: classes[rows])
        }
      }
      buffer.prefetch(rows.upperBound..<min(rows.upperBound + rows.count, matrix.rows))
      try lane.scatter?.add(1, rows: block, count: rows.count)
    }
    if pieces.isEmpty, !isFirst { _ = shared.wait() }
    return lane
  }
}

/// The shifts that lane 0 chose in its first block, for the other lanes: classes about the same
/// shift join without corrections.
final class SharedShifts: Sendable {
  private let shifts = Mutex<ClassShifts?>(nil)
  private let ready = DispatchSemaphore(value: 0)
  private let published = Atomic(false)
  private let waiting: Int

  /// - Parameter waiting: how many lanes will call ``wait()``.
  init(waiting: Int) { self.waiting = waiting }

  /// Only the first call counts.
  func publish(_ value: ClassShifts?) {
    guard !published.exchange(true, ordering: .acquiringAndReleasing) else { return }
    shifts.withLock { $0 = value }
    for _ in 0..<waiting { ready.signal() }
  }

  func wait() -> ClassShifts? {
    ready.wait()
    return shifts.withLock { $0 }
  }

  /// [C]; empty if nothing was published.
  var isShared: [Bool] { shifts.withLock { $0?.isKnown ?? [] } }
}
