import CLAPACK

/// Rows taken, summed and moved.
extension Matrix {
  /// The rows with these indices, in this order.
  package func selecting(_ indices: [Int]) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(indices.count * columns)
    for index in indices { selected += row(index) }
    return Matrix(rows: indices.count, columns: columns, elements: selected)
  }

  /// Consecutive rows.
  package func rows(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: range.count, columns: columns,
      elements: Array(elements[range.lowerBound * columns..<range.upperBound * columns]))
  }

  /// The first `count` rows.
  package func leadingRows(_ count: Int) -> Matrix {
    Matrix(rows: count, columns: columns, elements: Array(elements.prefix(count * columns)))
  }

  /// The first `count` columns; all if there are no more.
  package func leadingColumns(_ count: Int) -> Matrix {
    guard count < columns else { return self }
    var kept: [Double] = []
    kept.reserveCapacity(rows * count)
    for i in 0..<rows { kept += row(i).prefix(count) }
    return Matrix(rows: rows, columns: count, elements: kept)
  }

  /// count x columns: row k is the sum of the rows whose label is k.
  ///
  /// - Parameter labels: one per row, each in 0..<count.
  package func rowSums(byLabel labels: [Int], count: Int) -> Matrix {
    sums(byLabel: labels, count: count) { $0 }
  }

  /// The same of the squares of all elements.
  package func squareSums(byLabel labels: [Int], count: Int) -> Matrix {
    sums(byLabel: labels, count: count) { $0 * $0 }
  }

  @inline(__always)
  private func sums(byLabel labels: [Int], count: Int, _ term: (Double) -> Double) -> Matrix {
    precondition(labels.count == rows, "\(labels.count) labels for \(rows) rows")
    var sums = Matrix(rows: count, columns: columns)
    let width = columns
    sums.elements.withUnsafeMutableBufferPointer { target in
      elements.withUnsafeBufferPointer { source in
        for (i, k) in labels.enumerated() {
          for d in 0..<width { target[k * width + d] += term(source[i * width + d]) }
        }
      }
    }
    return sums
  }

  /// Adds rows of `other`, each times a factor, to row k. Cost 2 n a row.
  package mutating func addRows(
    _ range: Range<Int>, of other: Matrix, times factors: [Double], to k: Int
  ) {
    precondition(columns == other.columns, "rows of \(columns) and of \(other.columns)")
    precondition(factors.count == range.count && range.upperBound <= other.rows)
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      other.elements.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        let (from, to) = (source + range.lowerBound * width, target + k * width)
        if range.count == 1 { return cblas_daxpy(Int32(width), factors[0], from, 1, to, 1) }
        cblas_dgemv(
          CblasRowMajor, CblasTrans, Int32(range.count), Int32(width), 1, from, Int32(width),
          factors, 1, 1, to, 1)
      }
    }
  }

  /// [m], the squared norm of each row.
  package func rowSquares() -> [Double] {
    elements.withUnsafeBufferPointer { source in
      (0..<rows).map { i in
        guard let row = source.baseAddress.map({ $0 + i * columns }) else { return 0 }
        return cblas_ddot(Int32(columns), row, 1, row, 1)
      }
    }
  }

  /// Adds row `labels[i]` of `offsets` to row i.
  package mutating func add(_ offsets: Matrix, byLabel labels: some Collection<Int>) {
    combine(offsets, labels) { $0 + $1 }
  }

  /// Subtracts row `labels[i]` of `offsets` from row i.
  package mutating func subtract(_ offsets: Matrix, byLabel labels: some Collection<Int>) {
    combine(offsets, labels) { $0 - $1 }
  }

  /// The rows of `range`, each less a row of `offsets`: one copy, where ``subtract(_:byLabel:)`` on a
  /// part would make two.
  ///
  /// - Parameter labels: [range.count], which row of `offsets` to subtract.
  package func subtracting(
    _ offsets: Matrix, byLabel labels: ArraySlice<Int>, fromRows range: Range<Int>
  ) -> Matrix {
    precondition(labels.count == range.count && offsets.columns == columns)
    let width = columns
    let result = [Double](unsafeUninitializedCapacity: range.count * width) { target, filled in
      elements.withUnsafeBufferPointer { source in
        offsets.elements.withUnsafeBufferPointer { offset in
          for (i, c) in labels.enumerated() {
            let (to, from, less) = (i * width, (range.lowerBound + i) * width, c * width)
            for d in 0..<width { target[to + d] = source[from + d] - offset[less + d] }
          }
        }
      }
      filled = range.count * width
    }
    return Matrix(rows: range.count, columns: columns, elements: result)
  }

  @inline(__always)
  private mutating func combine(
    _ offsets: Matrix, _ labels: some Collection<Int>, _ operation: (Double, Double) -> Double
  ) {
    precondition(labels.count == rows, "\(labels.count) labels for \(rows) rows")
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      offsets.elements.withUnsafeBufferPointer { source in
        for (i, c) in labels.enumerated() {
          for d in 0..<width {
            target[i * width + d] = operation(target[i * width + d], source[c * width + d])
          }
        }
      }
    }
  }

  /// Calls `body` with consecutive rows of `range`, `size` at a time and the rest.
  package func forEachPiece(
    of size: Int, in range: Range<Int>, _ body: (_ first: Int, _ rows: Matrix) throws -> Void
  ) rethrows {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
      let end = min(start + size, range.upperBound)
      let part = Array(elements[(start * columns)..<(end * columns)])
      try body(start, Matrix(rows: end - start, columns: columns, elements: part))
    }
  }

  /// Each row with the sign that makes its element of largest magnitude positive.
  package var withPositivePeaks: Matrix { scalingRows(by: peakSigns()) }

  /// The sign of the element of largest magnitude of each row, the first of equals.
  package func peakSigns() -> [Double] {
    (0..<rows).map { i in
      var largest = 0.0
      for value in row(i) where abs(value) > abs(largest) { largest = value }
      return largest < 0 ? -1 : 1
    }
  }
}
