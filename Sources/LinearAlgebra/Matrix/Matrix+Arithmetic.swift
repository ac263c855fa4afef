import Parallel

extension Matrix {
  /// - Precondition: equal shapes.
  package static func + (left: Matrix, right: Matrix) -> Matrix { left.combined(right) { $0 + $1 } }

  /// - Precondition: equal shapes.
  package static func - (left: Matrix, right: Matrix) -> Matrix { left.combined(right) { $0 - $1 } }

  /// Each element times a factor.
  package static func * (factor: Double, matrix: Matrix) -> Matrix {
    matrix.filling { target, source in
      for index in 0..<source.count { target[index] = factor * source[index] }
    }
  }

  /// The same in memory of its own, in large pages: what the copy costs that the language makes is
  /// mostly its first touch.
  package func copied() -> Matrix {
    filling { target, source in _ = target.initialize(from: source) }
  }

  /// - Precondition: equal shapes.
  package static func -= (left: inout Matrix, right: Matrix) {
    precondition(left.rows == right.rows && left.columns == right.columns)
    left.elements.withUnsafeMutableBufferPointer { target in
      right.elements.withUnsafeBufferPointer { source in
        for index in 0..<source.count { target[index] -= source[index] }
      }
    }
  }

  /// The squared norm of each column.
  package func columnSquares() -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    elements.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        for i in 0..<rows {
          let row = i * columns
          for j in 0..<columns { sums[j] += values[row + j] * values[row + j] }
        }
      }
    }
    return sums
  }

  @inline(__always)
  private func combined(_ other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns)
    return other.elements.withUnsafeBufferPointer { other in
      filling { target, source in
        for index in 0..<source.count { target[index] = operation(source[index], other[index]) }
      }
    }
  }

  /// A matrix of this shape whose elements `fill` computes from those of this one, all of them: no
  /// memory is written twice.
  @inline(__always)
  private func filling(
    _ fill: (UnsafeMutableBufferPointer<Double>, UnsafeBufferPointer<Double>) -> Void
  ) -> Matrix {
    let result = elements.withUnsafeBufferPointer { source in
      [Double](unsafeUninitializedCapacity: source.count) { target, count in
        adviseLargePages(UnsafeMutableRawBufferPointer(target))
        fill(target, source)
        count = source.count
      }
    }
    return Matrix(rows: rows, columns: columns, elements: result)
  }

  /// Each row i multiplied by `factors[i]`: diag(factors) * self.
  package func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rows, "\(factors.count) factors for \(rows) rows")
    return byRows { i, row, target in
      let factor = factors[i]
      for j in 0..<row.count { target[j] = row[j] * factor }
    }
  }

  /// Each column j multiplied by `factors[j]`: self * diag(factors).
  package func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(factors.count == columns, "\(factors.count) factors for \(columns) columns")
    return factors.withUnsafeBufferPointer { factors in
      byRows { _, row, target in
        for j in 0..<row.count { target[j] = row[j] * factors[j] }
      }
    }
  }

  /// `vector` subtracted from every row.
  package func subtractingFromRows(_ vector: [Double]) -> Matrix {
    precondition(vector.count == columns, "\(vector.count) values for \(columns) columns")
    return vector.withUnsafeBufferPointer { vector in
      byRows { _, row, target in
        for j in 0..<row.count { target[j] = row[j] - vector[j] }
      }
    }
  }

  /// `value` added to each element of the diagonal.
  package mutating func addToDiagonal(_ value: Double) {
    for index in 0..<min(rows, columns) { self[index, index] += value }
  }

  /// A matrix of this shape whose rows `fill` computes from those of this one.
  @inline(__always)
  private func byRows(
    _ fill: (_ index: Int, UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) -> Matrix {
    let (rows, columns) = (rows, columns)
    return filling { target, source in
      for i in 0..<rows {
        let range = i * columns..<(i + 1) * columns
        fill(
          i, UnsafeBufferPointer(rebasing: source[range]),
          UnsafeMutableBufferPointer(rebasing: target[range]))
      }
    }
  }
}
