import LinearAlgebra

extension Matrix {
  /// For each row the mean of the others.
  var meansOfOthers: Matrix {
    let total = transposedTimes([Double](repeating: 1, count: rows))
    var result = self
    for c in 0..<rows {
      for d in 0..<columns { result[c, d] = (total[d] - self[c, d]) / Double(rows - 1) }
    }
    return result
  }
}
