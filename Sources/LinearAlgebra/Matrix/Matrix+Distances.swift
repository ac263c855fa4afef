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
}
