extension Matrix {
  /// - Precondition: equal shapes.
  package static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    var result = left
    for index in result.elements.indices { result.elements[index] += right.elements[index] }
    return result
  }

  /// - Precondition: equal shapes.
  package static func - (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    var result = left
    for index in result.elements.indices { result.elements[index] -= right.elements[index] }
    return result
  }

  package static func * (factor: Double, matrix: Matrix) -> Matrix {
    var result = matrix
    for index in result.elements.indices { result.elements[index] *= factor }
    return result
  }

  /// Each row i multiplied by `factors[i]`: diag(factors) * self.
  package func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rows, "\(factors.count) factors for \(rows) rows")
    var result = self
    for i in 0..<rows { for j in 0..<columns { result[i, j] *= factors[i] } }
    return result
  }

  /// Each column j multiplied by `factors[j]`: self * diag(factors).
  package func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(factors.count == columns, "\(factors.count) factors for \(columns) columns")
    var result = self
    for i in 0..<rows { for j in 0..<columns { result[i, j] *= factors[j] } }
    return result
  }

  /// `vector` subtracted from every row.
  package func subtractingFromRows(_ vector: [Double]) -> Matrix {
    precondition(vector.count == columns, "\(vector.count) values for \(columns) columns")
    var result = self
    for i in 0..<rows { for j in 0..<columns { result[i, j] -= vector[j] } }
    return result
  }
}
