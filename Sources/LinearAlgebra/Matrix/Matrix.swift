import Parallel

/// A dense matrix of doubles in row-major order: element (i, j) is `elements[i * columns + j]`.
package struct Matrix: Sendable, Equatable {
  /// m, the number of rows.
  @usableFromInline package let rows: Int
  /// n, the number of columns.
  @usableFromInline package let columns: Int
  /// [m n], row by row.
  @usableFromInline package var elements: [Double]

  /// - Precondition: `elements.count == rows * columns`.
  package init(rows: Int, columns: Int, elements: [Double]) {
    precondition(
      elements.count == rows * columns, "\(elements.count) elements for \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// All elements the same.
  package init(rows: Int, columns: Int, repeating value: Double = 0) {
    let elements = [Double](unsafeUninitializedCapacity: rows * columns) { target, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(target))
      target.initialize(repeating: value)
      count = rows * columns
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  /// No rows make a matrix of 0 x 0.
  ///
  /// - Precondition: all rows have the same length.
  package init(_ rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
  }

  /// size x size, ones on the diagonal.
  package static func identity(_ size: Int) -> Matrix {
    diagonal([Double](repeating: 1, count: size))
  }

  /// n x n with `values` ([n]) on the diagonal and zeros elsewhere.
  package static func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(rows: values.count, columns: values.count)
    for index in values.indices { matrix[index, index] = values[index] }
    return matrix
  }

  // Inlined into other modules: element by element, a call would cost more than the access.
  /// Element (row, column), both from 0.
  @inlinable package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// [n], a row without copying it.
  @inlinable package func row(_ index: Int) -> ArraySlice<Double> {
    elements[index * columns..<(index + 1) * columns]
  }

  /// [min(m, n)]
  package var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// The sum of the diagonal.
  package var trace: Double { diagonal.reduce(0, +) }

  /// n x m
  package var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
    return result
  }
}
