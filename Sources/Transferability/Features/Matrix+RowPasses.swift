import LinearAlgebra

extension Matrix {
  /// Calls `body` with the index of each row and its elements.
  @inline(__always)
  mutating func forEachRow(
    _ body: (Int, UnsafeMutableBufferPointer<Double>) throws -> Void
  ) rethrows {
    let (rows, width) = (rows, columns)
    try elements.withUnsafeMutableBufferPointer { values in
      for i in 0..<rows {
        try body(i, UnsafeMutableBufferPointer(rebasing: values[i * width..<(i + 1) * width]))
      }
    }
  }

  /// `vector` added to every row.
  func addingToRows(_ vector: [Double]) -> Matrix {
    subtractingFromRows(vector.map { -$0 })
  }
}
