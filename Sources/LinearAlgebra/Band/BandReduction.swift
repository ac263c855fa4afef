import CLAPACK
import Parallel

/// matrix = Q T Q' with T block tridiagonal and Q orthogonal. Cost 4/3 n^3, all of it in matrix
/// products, and 4 n^2 k for k rows that are turned along: a tridiagonal form has half of its
/// operations in products with single vectors, at the speed of memory.
///
/// Block Householder: each panel below the diagonal blocks is reduced to a triangle by a QR with
/// reflectors V and factor S, Q = 1 - V S V', and the rest becomes A - V X' - X V' with
/// Y = A V S, X = Y - V (S' V' Y) / 2. What two cores share is divided into the same halves on one.
package struct BandReduction: Sendable {
  /// T, n x n.
  package let band: SymmetricBand
  /// k x n: the given rows times Q.
  package let rotated: Matrix

  /// Rows of a block: narrower panels are slower products; wider ones make each solve dearer.
  package static let width = 48

  /// - Parameters:
  ///   - matrix: symmetric; its upper triangle is read.
  ///   - rows: k x n.
  /// - Throws: ``LinearAlgebraError`` for NaN or infinite elements.
  package init(_ matrix: Matrix, rotating rows: Matrix) throws {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    precondition(rows.columns == matrix.rows, "\(rows.columns) columns for size \(matrix.rows)")
    _ = SingleThreadedBLAS.ready
    let (size, width) = (matrix.rows, Self.width)
    guard matrix.elements.allSatisfy(\.isFinite) else {
      throw LinearAlgebraError("Band reduction: there are NaN or infinite values.")
    }
    var work = matrix.copied()
    var turned = rows
    var below = Matrix(rows: size, columns: width)
    try work.elements.withUnsafeMutableBufferPointer { work in
      try turned.elements.withUnsafeMutableBufferPointer { turned in
        guard let base = work.baseAddress else { return }
        let rest = Remainder(
          matrix: SharedMemory(base), size: size,
          rows: turned.baseAddress.map { SharedMemory($0) }, rowCount: rows.rows, width: width)
        for first in stride(from: 0, to: size - width, by: width) {
          try rest.reduce(panelAt: first, &below)
        }
      }
    }
    var diagonal = Matrix(rows: size, columns: width)
    for row in 0..<size {
      let first = row / width * width
      for column in row..<min(first + width, size) {
        diagonal[row, column - first] = work[row, column]
      }
    }
    band = SymmetricBand(diagonal: diagonal, below: below)
    rotated = turned
  }
}

/// What is not reduced yet, in the memory of the whole. Column-major, as LAPACK sees it, the upper
/// triangle of a row-major matrix is the lower one: a panel is `width` columns below a block.
private struct Remainder {
  let matrix: SharedMemory<UnsafeMutablePointer<Double>>
  let size: Int
  /// k x size, row-major; size x k column-major.
  let rows: SharedMemory<UnsafeMutablePointer<Double>>?
  let rowCount: Int
  let width: Int

  /// The reflectors of a panel.
  private struct Panel {
    /// count x width, column-major, explicit zeros and ones
    let vectors: SharedMemory<UnsafeMutablePointer<Double>>
    /// width x width, column-major, upper triangle
    let factor: SharedMemory<UnsafeMutablePointer<Double>>
    /// count x width: Y, then X
    let products: SharedMemory<UnsafeMutablePointer<Double>>
    /// The first row of what remains, and how many there are.
    let start: Int
    let count: Int
    /// Columns: fewer than `width` at the end.
    let width: Int
    var half: Int { count / 2 }
  }

  /// Reduces the panel below the block at `first`, whose triangle goes to `below`, and applies its
  /// reflectors to what remains and to the rows.
  func reduce(panelAt first: Int, _ below: inout Matrix) throws {
    let start = first + width
    let count = size - start
    let reflectors = min(width, count)
    let memory = UnsafeMutablePointer<Double>.allocate(
      capacity: 2 * count * width + width * width)
    defer { memory.deallocate() }
    let panel = Panel(
      vectors: SharedMemory(memory), factor: SharedMemory(memory + 2 * count * width),
      products: SharedMemory(memory + count * width), start: start, count: count,
      width: reflectors)
    try factor(first, panel, &below)
    try twoSided(panel)
  }

  /// QR of the panel: fills vectors and factor.
  private func factor(_ first: Int, _ panel: Panel, _ below: inout Matrix) throws {
    let source = matrix.base + first * size + panel.start
    // A panel of fewer rows than columns has as many reflectors as rows.
    let info = LAPACKE_dgeqrt(
      LAPACK_COL_MAJOR, Int32(panel.count), Int32(width), Int32(panel.width), source, Int32(size),
      panel.factor.base, Int32(panel.width))
    try LinearAlgebraError.check(info, "Band reduction", "failed")
    for column in 0..<width {
      let values = source + column * size
      for row in 0...min(column, panel.count - 1) { below[panel.start + row, column] = values[row] }
    }
    for column in 0..<panel.width {
      let target = panel.vectors.base + column * panel.count
      for row in 0..<column { target[row] = 0 }
      target[column] = 1
      for row in column + 1..<panel.count {
        target[row] = source[column * size + row]
      }
    }
  }

  /// A <- Q' A Q and the rows times Q.
  private func twoSided(_ panel: Panel) throws {
    let corners = try CoreBudget.current.map(count: 2) { half in
      rotateRows(panel, half)
      return multiply(panel, half)
    }
    // Z = S' V' Y, symmetric; X = Y - V Z / 2.
    var corner = zip(corners[0], corners[1]).map { $0 + $1 }
    let (m, w) = (Int32(panel.count), Int32(panel.width))
    cblas_dtrmm(
      CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, w, w, 1, panel.factor.base, w,
      &corner, w)
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, m, w, w, -0.5, panel.vectors.base, m, corner, w, 1,
      panel.products.base, m)
    _ = try CoreBudget.current.map(count: 2) { part in
      if part == 0 { updateDiagonalHalves(panel) } else { updateCorner(panel) }
    }
  }

  /// Rows of Y = A V S, from the half of the rows of A, and this half's share of V' Y.
  private func multiply(_ panel: Panel, _ half: Int) -> [Double] {
    let (m, w, n) = (Int32(panel.count), Int32(panel.width), Int32(size))
    let (low, high) = (panel.half, panel.count - panel.half)
    let whole = matrix.base + panel.start * size + panel.start
    let (v, y) = (panel.vectors.base, panel.products.base)
    let offset = half == 0 ? 0 : low
    let rows = Int32(half == 0 ? low : high)
    let other = Int32(half == 0 ? high : low)
    guard rows > 0 else { return [Double](repeating: 0, count: panel.width * panel.width) }
    cblas_dsymm(
      CblasColMajor, CblasLeft, CblasLower, rows, w, 1, whole + offset * size + offset, n,
      v + offset, m, 0, y + offset, m)
    // The corner has the later rows and the earlier columns.
    cblas_dgemm(
      CblasColMajor, half == 0 ? CblasTrans : CblasNoTrans, CblasNoTrans, rows, w, other, 1,
      whole + low, n, v + (half == 0 ? low : 0), m, 1, y + offset, m)
    cblas_dtrmm(
      CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, rows, w, 1,
      panel.factor.base, w, y + offset, m)
    var corner = [Double](repeating: 0, count: panel.width * panel.width)
    cblas_dgemm(
      CblasColMajor, CblasTrans, CblasNoTrans, w, w, rows, 1, v + offset, m, y + offset, m, 0,
      &corner, w)
    return corner
  }

  /// Half of the rows that are turned along: R <- R - (R V) S V'.
  private func rotateRows(_ panel: Panel, _ half: Int) {
    guard let rows, rowCount > 0 else { return }
    let first = half == 0 ? 0 : rowCount / 2
    let count = Int32(half == 0 ? rowCount / 2 : rowCount - rowCount / 2)
    guard count > 0 else { return }
    let (m, w) = (Int32(panel.count), Int32(panel.width))
    let target = rows.base + first * size + panel.start
    var products = [Double](repeating: 0, count: Int(count) * panel.width)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, count, w, m, 1, target, Int32(size),
      panel.vectors.base, m, 0, &products, w)
    // Row-major, the column-major upper triangle S is the lower triangle S'.
    cblas_dtrmm(
      CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, count, w, 1,
      panel.factor.base, w, &products, w)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, count, m, w, -1, products, w, panel.vectors.base,
      m, 1, target, Int32(size))
  }

  /// A - V X' - X V' in the two triangles on the diagonal.
  private func updateDiagonalHalves(_ panel: Panel) {
    let (m, w, n) = (Int32(panel.count), Int32(panel.width), Int32(size))
    for (offset, rows) in [(0, panel.half), (panel.half, panel.count - panel.half)] where rows > 0 {
      let corner = panel.start + offset
      cblas_dsyr2k(
        CblasColMajor, CblasLower, CblasNoTrans, Int32(rows), w, -1, panel.vectors.base + offset, m,
        panel.products.base + offset, m, 1, matrix.base + corner * size + corner, n)
    }
  }

  /// The same in the square between them: as many operations.
  private func updateCorner(_ panel: Panel) {
    let (m, w, n) = (Int32(panel.count), Int32(panel.width), Int32(size))
    let (low, high) = (Int32(panel.half), Int32(panel.count - panel.half))
    guard low > 0, high > 0 else { return }
    let target = matrix.base + panel.start * size + panel.start + panel.half
    let (v, x) = (panel.vectors.base, panel.products.base)
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasTrans, high, low, w, -1, v + panel.half, m, x, m, 1, target,
      n)
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasTrans, high, low, w, -1, x + panel.half, m, v, m, 1, target,
      n)
  }
}
