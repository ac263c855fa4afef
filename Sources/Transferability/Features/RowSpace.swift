import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// Features with fewer rows than dimensions in N coordinates that keep all inner products: what
/// depends on these alone then costs as if D were N.
///
/// The first coordinate is along the mean m of all rows, so that a common offset costs the others
/// no digits. With x_i the rows about m, G_ij = x_i'x_j (N^2 D) less the share along m is L L'
/// (pivoted Cholesky, N^3 / 3), and the rows of L are the other coordinates. What lies below
/// rounding of G counts as 0.
struct RowSpace {
  private let input: ScoringInput
  /// [D], m / |m|, or zeros
  private let direction: [Double]
  /// |m|
  private let length: Double
  /// [D], m
  private let mean: [Double]
  /// [N], x_i'm / |m|
  private let along: [Double]
  /// [N], the sums of the x_i over all dimensions
  private let sums: [Double]
  private let factor: PivotedCholesky

  init(_ input: ScoringInput) throws {
    self.input = input
    let mean = input.moments.mean
    let length = sumOfSquares(mean).squareRoot()
    self.mean = mean
    self.length = length
    direction = mean.map { length > 0 ? $0 / length : 0 }
    let ones = [Double](repeating: 1, count: mean.count)
    var (gram, products) = try Self.products(input, mean, [direction, ones])
    (along, sums) = (products[0], products[1])
    let rounding = Double(gram.rows) * Double.ulpOfOne * gram.diagonal.reduce(0, max)
    gram.addRowGram(of: Matrix(rows: along.count, columns: 1, elements: along), factor: -1)
    factor = try PivotedCholesky(gram, tolerance: rounding)
  }

  /// The rows about the mean: their inner products (N x N, the lower triangle) and those with each of
  /// `vectors`.
  private static func products(
    _ input: ScoringInput, _ mean: [Double], _ vectors: [[Double]]
  ) throws -> (gram: Matrix, products: [[Double]]) {
    let count = input.features.rows
    var gram = Matrix(rows: count, columns: count)
    var products = vectors.map { _ in [Double]() }
    let size = max(1, HeldNumbers.current.rowSpace / max(input.features.columns, 1))
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(start + size, count)
      let held = try input.features.centred(range, mean)
      for (index, vector) in vectors.enumerated() { products[index] += held.times(vector) }
      gram.setRowGram(of: held, at: start)
      guard range.upperBound < count else { continue }
      try input.features.forEachBlock(in: range.upperBound..<count) { first, block in
        gram.setBlock(
          block.subtractingFromRows(mean).timesTransposed(held), row: first, column: start)
      }
    }
    return (gram, products)
  }

  /// The input in N coordinates, with all statistics.
  func reduced() throws -> IsometricInput {
    let count = along.count
    var rows = Matrix(rows: count, columns: count)
    let kept = min(factor.rank, max(count - 1, 0))
    rows.setBlock(Matrix(rows: count, columns: 1, elements: along), row: 0, column: 0)
    rows.setBlock(factor.factor, columns: kept, row: 0, column: 1)
    let statistics = Self.statistics(rows, input, offset: length)
    for i in 0..<count { rows[i, 0] += length }
    let reduced = ScoringInput(
      moments: statistics.moments, scatter: nil, labels: input.labels, features: rows,
      outputs: input.outputs,
      reference: nil,
      ambient: AmbientSpace(
        dimension: input.moments.dimension, ones: ones, vectors: vectors))
    return IsometricInput(reduced, scatter: statistics.scatter)
  }

  /// - Parameters:
  ///   - rows: N x N about the mean of all.
  ///   - offset: of all rows, in the first coordinate.
  private static func statistics(
    _ rows: Matrix, _ input: ScoringInput, offset: Double
  ) -> ClassStatistics {
    let counts = input.moments.counts
    let sums = rows.rowSums(byLabel: input.labels, count: counts.count)
    var means = sums.scalingRows(by: counts.map { 1 / Double($0) })
    var residuals = rows
    residuals.add(-1 * means, byLabel: input.labels)
    let variances = residuals.squareSums(byLabel: input.labels, count: counts.count)
      .scalingRows(by: counts.map { 1 / Double($0) })
    for c in counts.indices where means.columns > 0 { means[c, 0] += offset }
    return ClassStatistics(
      counts: counts, means: means, variances: variances, scatter: residuals.dividedGram())
  }

  /// The vector of ones in coordinates: q_0 = 1'm / |m|, and T q = X 1 - q_0 along for the pivots'
  /// rows.
  @Sendable private func ones() -> [Double] {
    let first = direction.reduce(0, +)
    let right = factor.pivots.map { sums[$0] - first * along[$0] }
    let rest = factor.solvingTriangle(Matrix(rows: right.count, columns: 1, elements: right))
    return padded([first] + rest.elements)
  }

  private func padded(_ values: [Double]) -> [Double] {
    let count = along.count
    return Array(values.prefix(count)) + Array(repeating: 0, count: max(0, count - values.count))
  }

  /// k x D: vectors from their coordinates. With W = V T^-1 for the coordinates after the first,
  /// they are v_0 m / |m| + W (X - along m' / |m|), X and `along` of the pivots' rows.
  @Sendable private func vectors(_ coordinates: Matrix) throws -> Matrix {
    let kept = min(factor.rank, coordinates.columns - 1)
    var tail = Matrix(rows: factor.rank, columns: coordinates.rows)
    for i in 0..<coordinates.rows { for k in 0..<kept { tail[k, i] = coordinates[i, k + 1] } }
    let weights = factor.solvingTransposedTriangle(tail)
    var perRow = Matrix(rows: along.count, columns: coordinates.rows)
    for (k, row) in factor.pivots.enumerated() {
      for i in 0..<coordinates.rows { perRow[row, i] = weights[k, i] }
    }
    var result = Matrix(rows: coordinates.rows, columns: direction.count)
    try input.features.forEachBlock { first, block in
      let part = perRow.selecting(Array(first..<(first + block.rows)))
      result = result + part.transposedTimes(block.subtractingFromRows(mean))
    }
    let shares = perRow.transposedTimes(along)
    for i in 0..<result.rows {
      let share = coordinates[i, 0] - shares[i]
      for d in direction.indices { result[i, d] += share * direction[d] }
    }
    return result
  }
}

extension RowSource {
  /// The rows of a range, with `mean` taken off; two halves at once where a core is free.
  fileprivate func centred(_ range: Range<Int>, _ mean: [Double]) throws -> Matrix {
    let middle = range.lowerBound + range.count / 2
    let (size, columns) = (range.count * columns, columns)
    let elements = try [Double](unsafeUninitializedCapacity: size) { buffer, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
      count = size
      guard let base = buffer.baseAddress else { return }
      let target = SharedMemory(base)
      _ = try CoreBudget.current.map(count: 2) { half in
        let part = half == 0 ? range.lowerBound..<middle : middle..<range.upperBound
        guard !part.isEmpty else { return }
        let start = target.base + (part.lowerBound - range.lowerBound) * columns
        try read(part, into: start) { rows in
          subtract(
            mean, from: start + (rows.lowerBound - part.lowerBound) * columns, rows: rows.count)
        }
      }
    }
    return Matrix(rows: range.count, columns: columns, elements: elements)
  }
}

/// Subtracts a vector ([D]) from rows, in place.
private func subtract(_ vector: [Double], from rows: UnsafeMutablePointer<Double>, rows count: Int)
{
  vector.withUnsafeBufferPointer { vector in
    for i in 0..<count {
      let row = rows + i * vector.count
      for j in 0..<vector.count { row[j] -= vector[j] }
    }
  }
}

extension Matrix {
  /// - Parameter wanted: the first columns of the block that are written; all if it is nil.
  fileprivate mutating func setBlock(
    _ block: Matrix, columns wanted: Int? = nil, row: Int, column: Int
  ) {
    let wanted = wanted ?? block.columns
    precondition(row + block.rows <= rows && column + wanted <= columns)
    guard wanted > 0 else { return }
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      block.elements.withUnsafeBufferPointer { source in
        for i in 0..<block.rows {
          (target.start + (row + i) * width + column)
            .update(from: source.start + i * block.columns, count: wanted)
        }
      }
    }
  }
}
