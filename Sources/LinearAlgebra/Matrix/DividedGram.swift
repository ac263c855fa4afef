import CLAPACK
import Parallel
import Platform

extension Matrix {
  /// self' * self, both triangles filled, in two halves of the columns where a second core pays: the
  /// same ones on one core. Cost m n^2.
  package func dividedGram() -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    guard rows > 0, columns > 0 else { return result }
    result.elements.withUnsafeMutableBufferPointer { target in
      elements.withUnsafeBufferPointer { source in
        DividedGram(
          source: SharedMemory(source.start), target: SharedMemory(target.start), count: columns,
          inner: rows, width: columns, leading: columns, isOfRows: false
        ).compute()
      }
    }
    result.mirrorUpperTriangle()
    return result
  }

  /// Writes rows * rows' into the lower triangle of the block on the diagonal that begins at `start`,
  /// in two halves as ``dividedGram()`` has them.
  ///
  /// - Precondition: the block lies in this matrix.
  package mutating func setRowGram(of other: Matrix, at start: Int) {
    precondition(start + other.rows <= min(rows, columns), "\(other.rows) rows from \(start) on")
    guard other.rows > 0, other.columns > 0 else { return }
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      other.elements.withUnsafeBufferPointer { source in
        DividedGram(
          source: SharedMemory(source.start),
          target: SharedMemory(target.start + start * width + start), count: other.rows,
          inner: other.columns, width: other.columns, leading: width, isOfRows: true
        ).compute()
      }
    }
  }
}

/// X X' (its lower triangle) or X'X (its upper one), in row-major order.
private struct DividedGram {
  let source: SharedMemory<UnsafePointer<Double>>
  let target: SharedMemory<UnsafeMutablePointer<Double>>
  /// Rows of the result
  let count: Int
  /// Length of each inner product
  let inner: Int
  /// Numbers between two rows of X, and of the result
  let width: Int
  let leading: Int
  let isOfRows: Bool

  func compute() {
    _ = SingleThreadedBLAS.ready
    CoreBudget.current.inHalves(count, products: count * count / 2 * inner) { half in
      multiply(half)
      guard half.count < count else { return }
      let (low, high) = (0..<count / 2, count / 2..<count)
      let (across, along) = isOfRows ? (high, low) : (low, high)
      let middle = across.lowerBound + across.count / 2
      multiply(
        half == low ? across.lowerBound..<middle : middle..<across.upperBound, by: along)
    }
  }

  /// Where the factor's part for some rows of the result begins.
  private func start(_ first: Int) -> UnsafePointer<Double> {
    source.base + first * (isOfRows ? width : 1)
  }

  /// A block on the diagonal.
  private func multiply(_ part: Range<Int>) {
    guard !part.isEmpty else { return }
    cblas_dsyrk(
      CblasRowMajor, isOfRows ? CblasLower : CblasUpper, isOfRows ? CblasNoTrans : CblasTrans,
      Int32(part.count), Int32(inner), 1, start(part.lowerBound), Int32(width), 0,
      target.base + part.lowerBound * (leading + 1), Int32(leading))
  }

  /// A block beside the diagonal.
  private func multiply(_ rows: Range<Int>, by columns: Range<Int>) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    cblas_dgemm(
      CblasRowMajor, isOfRows ? CblasNoTrans : CblasTrans, isOfRows ? CblasTrans : CblasNoTrans,
      Int32(rows.count), Int32(columns.count), Int32(inner), 1, start(rows.lowerBound),
      Int32(width), start(columns.lowerBound), Int32(width), 0,
      target.base + rows.lowerBound * leading + columns.lowerBound, Int32(leading))
  }
}
