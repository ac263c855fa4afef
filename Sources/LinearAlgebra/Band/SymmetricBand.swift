import CLAPACK
import Parallel
import Platform

/// A symmetric block tridiagonal matrix T of size n: blocks of `width` rows, the last may have fewer.
package struct SymmetricBand: Sendable {
  /// n
  package let size: Int
  /// Rows of a block
  package let width: Int
  /// n x width: row r has the columns of its own block; its upper triangle is read.
  let diagonal: Matrix
  /// n x width: row r has the columns of the block before.
  let below: Matrix

  /// - Precondition: both matrices are n x width.
  init(diagonal: Matrix, below: Matrix) {
    precondition(diagonal.rows == below.rows && diagonal.columns == below.columns)
    size = diagonal.rows
    width = diagonal.columns
    self.diagonal = diagonal
    self.below = below
  }

  /// Adds T to the upper triangle of a matrix.
  package func add(to matrix: inout Matrix) {
    precondition(matrix.rows == size && matrix.columns == size)
    for row in 0..<size {
      let first = row / width * width
      for column in row..<min(first + width, size) {
        matrix[row, column] += diagonal[row, column - first]
      }
      // Row r, column c of a block below the diagonal is row c, column r above it.
      if first > 0 {
        for column in 0..<width { matrix[first - width + column, row] += below[row, column] }
      }
    }
  }

  /// The largest sum of absolute values in a row: a bound of all eigenvalues.
  package var norm: Double {
    var sums = [Double](repeating: 0, count: size)
    for row in 0..<size {
      let first = row / width * width
      for column in row..<min(first + width, size) {
        let value = abs(diagonal[row, column - first])
        sums[row] += value
        if column > row { sums[column] += value }
      }
      guard first > 0 else { continue }
      for column in 0..<width {
        sums[row] += abs(below[row, column])
        sums[first - width + column] += abs(below[row, column])
      }
    }
    return sums.reduce(0, max)
  }

  /// Whether no eigenvalue is `bound` or less. Cost 3 n width^2.
  package func isAbove(_ bound: Double) -> Bool {
    guard bound > 0 else { return false }
    return (try? BandCholesky(self, scale: 1 / bound, identity: -1)) != nil
  }

  /// The Cholesky factor of T + shift. Cost 3 n width^2.
  ///
  /// - Precondition: the shift is positive.
  /// - Throws: ``LinearAlgebraError`` if T + shift is not positive definite.
  package func cholesky(shift: Double) throws -> BandCholesky {
    precondition(shift > 0, "a shift of \(shift)")
    return try BandCholesky(self, scale: 1 / shift, identity: 1)
  }
}

/// The Cholesky factor of a symmetric band matrix plus a multiple of the identity, T + shift, kept as
/// that of 1 + T / shift = L L' with L block bidiagonal.
package struct BandCholesky: Sendable {
  /// log det(1 + T / shift), to the relative precision of a double where T is small too: pivots
  /// are kept less 1.
  package private(set) var logDeterminantRatio = 0.0
  private let scale: Double
  private let size: Int
  private let width: Int
  /// n x width: row r has the columns of its own block of L', an upper triangle.
  private var triangles: [Double]
  /// n x width: row r has the columns of the block before, of L.
  private var below: [Double]

  /// Of identity + scale T; `identity` is 1 or -1.
  init(_ band: SymmetricBand, scale: Double, identity: Double) throws {
    _ = SingleThreadedBLAS.ready
    self.scale = scale
    (size, width) = (band.size, band.width)
    // Matrices have loops that vectorise.
    triangles = (scale * band.diagonal).elements
    below = (scale * band.below).elements
    for first in stride(from: 0, to: size, by: width) {
      if first > 0 { subtractFormer(first) }
      try eliminate(first, identity: identity)
    }
  }

  private func count(_ first: Int) -> Int { min(width, size - first) }

  /// Turns the block below the diagonal into that of L, and takes its share from the block beside it.
  private mutating func subtractFormer(_ first: Int) {
    let (rows, leading) = (Int32(count(first)), Int32(width))
    let (start, before) = (first * width, (first - width) * width)
    triangles.withUnsafeMutableBufferPointer { triangles in
      below.withUnsafeMutableBufferPointer { below in
        guard let triangle = triangles.baseAddress, let block = below.baseAddress else { return }
        cblas_dtrsm(
          CblasRowMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, rows, leading, 1,
          triangle + before, leading, block + start, leading)
        cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasNoTrans, rows, leading, -1, block + start, leading, 1,
          triangle + start, leading)
      }
    }
  }

  /// Rows that are eliminated one by one; the rows after them lose their share in one product.
  private static let stepRows = 16

  /// Factors a block whose diagonal lacks `identity`, so that pivots near 1 keep their digits.
  private mutating func eliminate(_ first: Int, identity: Double) throws {
    let (rows, width) = (count(first), width)
    let logs: Double? = triangles.withUnsafeMutableBufferPointer { triangles in
      var sum = 0.0
      for start in stride(from: 0, to: rows, by: Self.stepRows) {
        let step = BandStep(
          corner: triangles.start + first * width + start * (width + 1), stride: width,
          count: min(Self.stepRows, rows - start), rest: max(rows - start - Self.stepRows, 0))
        guard let logs = step.factor(identity: identity) else { return nil }
        sum += logs
        step.subtractFromRest()
      }
      return sum
    }
    guard let logs else {
      throw LinearAlgebraError("Band Cholesky: the matrix is not positive definite.")
    }
    logDeterminantRatio += logs
  }

  /// columns' (T + shift)^-1 columns for n x k columns. Cost 4 n width k and n k^2.
  package func inverseGram(_ columns: Matrix) -> PackedTriangle {
    var half = columns
    solveLower(&half)
    return PackedTriangle(gramOf: half, factor: scale)
  }

  /// (T + shift)^-1 columns for n x k columns. Cost 8 n width k.
  package func solve(_ columns: Matrix) -> Matrix {
    var result = scale * columns
    solveLower(&result)
    solveUpper(&result)
    return result
  }

  /// Overwrites the columns with L^-1 times them.
  private func solveLower(_ columns: inout Matrix) {
    precondition(columns.rows == size, "\(columns.rows) rows for size \(size)")
    for first in stride(from: 0, to: size, by: width) {
      if first > 0 { subtract(first, from: &columns, of: first - width, transposed: false) }
      solveBlock(first, &columns, transposed: true)
    }
  }

  /// Overwrites the columns with L'^-1 times them.
  private func solveUpper(_ columns: inout Matrix) {
    for first in stride(from: 0, to: size, by: width).reversed() {
      if first + width < size {
        subtract(first + width, from: &columns, of: first + width, transposed: true)
      }
      solveBlock(first, &columns, transposed: false)
    }
  }

  /// A block of rows less the block of L that begins at row `block`, times the rows at `source`.
  private func subtract(
    _ block: Int, from columns: inout Matrix, of source: Int, transposed: Bool
  ) {
    let (k, target) = (columns.columns, transposed ? block - width : block)
    let (rows, inner) = (count(target), count(source))
    columns.elements.withUnsafeMutableBufferPointer { columns in
      below.withUnsafeBufferPointer { below in
        guard let base = columns.baseAddress, let factor = below.baseAddress else { return }
        cblas_dgemm(
          CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(rows),
          Int32(k), Int32(inner), -1, factor + block * width, Int32(width), base + source * k,
          Int32(k), 1, base + target * k, Int32(k))
      }
    }
  }

  private func solveBlock(_ first: Int, _ columns: inout Matrix, transposed: Bool) {
    let k = columns.columns
    columns.elements.withUnsafeMutableBufferPointer { columns in
      triangles.withUnsafeBufferPointer { triangles in
        guard let base = columns.baseAddress, let triangle = triangles.baseAddress else { return }
        TriangularSolve(
          triangle: SharedMemory(triangle + first * width), size: count(first), stride: width,
          transposed: transposed
        ).solve(base + first * k, columns: k, stride: k)
      }
    }
  }
}
