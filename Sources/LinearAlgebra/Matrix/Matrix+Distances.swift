extension Matrix {
  /// Of |a|^2 + |b|^2: below it |a - b|^2 has lost two of its digits to the subtraction.
  private static let smallestShare = 1e-2

  /// n x n, the Euclidean distances of the rows, in the lower triangle. Cost n^2 k.
  ///
  /// From the Gram matrix, |a - b|^2 = |a|^2 + |b|^2 - 2 a'b, and by differences for rows so near
  /// each other that this would cost digits.
  package func rowDistances() -> Matrix {
    var result = Matrix(rows: rows, columns: rows)
    result.addRowGram(of: self, factor: 1)
    let squares = result.diagonal
    elements.withUnsafeBufferPointer { values in
      result.elements.withUnsafeMutableBufferPointer { target in
        for a in 0..<rows {
          for b in 0..<a {
            let sum = squares[a] + squares[b]
            var square = sum - 2 * target[a * rows + b]
            if square < Self.smallestShare * sum {
              square = 0
              for d in 0..<columns {
                let difference = values[a * columns + d] - values[b * columns + d]
                square += difference * difference
              }
            }
            target[a * rows + b] = square.squareRoot()
          }
          target[a * rows + a] = 0
        }
      }
    }
    return result
  }

  /// Sum of the absolute values of all elements.
  package var sumOfAbsoluteValues: Double {
    // Four sums: one chain of additions would wait for each.
    var sums = SIMD4<Double>.zero
    var rest = 0.0
    elements.withUnsafeBufferPointer { values in
      let whole = values.count / 4 * 4
      for index in stride(from: 0, to: whole, by: 4) {
        let four = SIMD4(
          abs(values[index]), abs(values[index + 1]), abs(values[index + 2]),
          abs(values[index + 3]))
        sums += four
      }
      for index in whole..<values.count { rest += abs(values[index]) }
    }
    return sums.sum() + rest
  }
}
