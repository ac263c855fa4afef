internal import FeatureStatistics
internal import LinearAlgebra
import Parallel

/// Joins the statistics of lanes, in their order, into those of all rows.
///
/// With s the shift of a class, n its rows and o = sum / n: mean = s + o, squared deviations =
/// squares - n o^2, and the scatter loses n o o'. Lanes with the same shift are added before that;
/// others are joined by the pairwise update of Chan, Golub and LeVeque (1979), and the scatter gains
/// (n m / (n + m)) d d' with d the difference of their means.
struct LaneJoin {
  private let lanes: [LaneStatistics]
  private let classCount: Int
  private let columns: Int
  /// C x D
  private var means: [Double]
  private var deviations: [Double]
  private var counts: [Int]
  /// Rows whose outer products the scatter loses or gains.
  private var removed: [Double] = []
  private var added: [Double] = []

  /// - Parameter shared: [C], the classes that have the same shift in all lanes; empty for none.
  init(_ lanes: [LaneStatistics], shared: [Bool]) {
    self.lanes = lanes
    (classCount, columns) = (lanes[0].classCount, lanes[0].columns)
    means = [Double](repeating: 0, count: classCount * columns)
    deviations = means
    counts = [Int](repeating: 0, count: classCount)
    for label in 0..<classCount {
      let members = lanes.indices.filter { lanes[$0].counts[label] > 0 }
      let groups = !shared.isEmpty && shared[label] ? [members] : members.map { [$0] }
      for group in groups where !group.isEmpty { join(group, label) }
    }
  }

  /// Adds lanes with the same shift of a class to what is there of it.
  private mutating func join(_ group: [Int], _ label: Int) {
    let range = label * columns..<(label + 1) * columns
    let (n, m) = (Double(counts[label]), Double(group.reduce(0) { $0 + lanes[$1].counts[label] }))
    var (sums, squares) = (
      Array(lanes[group[0]].sums[range]), Array(lanes[group[0]].squares[range])
    )
    for lane in group.dropFirst() {
      Self.add(lanes[lane].sums[range], to: &sums)
      Self.add(lanes[lane].squares[range], to: &squares)
    }
    for d in 0..<columns {
      let offset = sums[d] / m
      squares[d] = max(squares[d] - m * offset * offset, 0)
      sums[d] = offset
    }
    if lanes[0].scatter != nil { removed += sums.map { m.squareRoot() * $0 } }
    Self.add(lanes[group[0]].shifts.values[range], to: &sums)
    counts[label] += Int(m)
    guard n > 0 else {
      means.replaceSubrange(range, with: sums)
      deviations.replaceSubrange(range, with: squares)
      return
    }
    let differences = zip(sums, means[range]).map { $0 - $1 }
    let between = differences.map { (n * m / (n + m)).squareRoot() * $0 }
    if lanes[0].scatter != nil { added += between }
    for (index, d) in zip(range, 0..<columns) {
      deviations[index] += squares[d] + between[d] * between[d]
      means[index] += differences[d] * (m / (n + m))
    }
  }

  private static func add(_ values: ArraySlice<Double>, to target: inout [Double]) {
    for (index, value) in zip(target.indices, values) { target[index] += value }
  }

  /// Cost: C D^2 flops for the corrections, which are divided among the lanes.
  func joined(workers: Int) throws -> (moments: ClassMoments, scatter: Matrix?) {
    var variances = deviations
    for label in 0..<classCount where counts[label] > 0 {
      for index in label * columns..<(label + 1) * columns {
        variances[index] /= Double(counts[label])
      }
    }
    let moments = ClassMoments(
      counts: counts, means: Matrix(rows: classCount, columns: columns, elements: means),
      variances: Matrix(rows: classCount, columns: columns, elements: variances))
    return (moments, try joinedScatter(workers: workers))
  }

  /// nil if the lanes have none.
  private func joinedScatter(workers: Int) throws -> Matrix? {
    let triangles = lanes.compactMap(\.scatter)
    guard !triangles.isEmpty else { return nil }
    _ = try parallelMap(count: triangles.count, workers: workers) { lane in
      try share(removed, lane, of: triangles.count) {
        try triangles[lane].add(-1, rows: $0, count: $1)
      }
      try share(added, lane, of: triangles.count) {
        try triangles[lane].add(1, rows: $0, count: $1)
      }
    }
    return try UpperTriangle.sum(triangles, workers: workers)
  }

  /// Calls `body` with the rows of one of `parts` nearly equal parts of `matrix`.
  private func share(
    _ matrix: [Double], _ part: Int, of parts: Int,
    body: (UnsafePointer<Double>, Int) throws -> Void
  ) rethrows {
    let count = matrix.count / max(columns, 1)
    let range = count * part / parts..<count * (part + 1) / parts
    try matrix.withUnsafeBufferPointer {
      if let base = $0.baseAddress { try body(base + range.lowerBound * columns, range.count) }
    }
  }
}
