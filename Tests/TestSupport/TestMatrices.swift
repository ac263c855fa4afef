package import LinearAlgebra

/// Uniform in [-0.5, 0.5).
package func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
  var generator = SplitMix64(seed: seed)
  let elements = (0..<rows * columns).map { _ in generator.nextUnit() - 0.5 }
  return Matrix(rows: rows, columns: columns, elements: elements)
}

/// The largest absolute difference of two elements.
package func difference(_ left: Matrix, _ right: Matrix) -> Double {
  (left - right).elements.map(abs).max() ?? 0
}
