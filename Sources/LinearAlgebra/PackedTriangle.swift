import CLAPACK

/// The upper triangle of a symmetric n x n matrix, row by row: half of the memory.
package struct PackedTriangle: Sendable, Equatable {
  package let size: Int
  /// n (n + 1) / 2: row i begins at its diagonal.
  private let elements: [Double]

  /// factor * columns' * columns, for m x n columns. Cost m n^2.
  package init(gramOf columns: Matrix, factor: Double) {
    _ = SingleThreadedBLAS.ready
    let (n, m) = (Int32(columns.columns), Int32(columns.rows))
    var full = Matrix(rows: columns.columns, columns: columns.columns)
    if n > 0, m > 0 {
      full.elements.withUnsafeMutableBufferPointer {
        cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasTrans, n, m, factor, columns.elements, n, 0,
          $0.baseAddress, n)
      }
    }
    self.init(full)
  }

  /// Of the upper triangle of a square matrix.
  package init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    size = matrix.rows
    let size = size
    elements = [Double](unsafeUninitializedCapacity: size * (size + 1) / 2) { target, count in
      matrix.elements.withUnsafeBufferPointer { source in
        for i in 0..<size {
          (target.baseAddress! + Self.start(i, size))
            .initialize(from: source.baseAddress! + i * size + i, count: size - i)
        }
      }
      count = size * (size + 1) / 2
    }
  }

  private static func start(_ row: Int, _ size: Int) -> Int { row * size - row * (row - 1) / 2 }

  /// The sum with a square matrix, in its upper triangle; what is below the diagonal has no meaning.
  package func added(to matrix: Matrix) -> Matrix {
    precondition(matrix.rows == size && matrix.columns == size)
    var result = matrix
    result.elements.withUnsafeMutableBufferPointer { target in
      elements.withUnsafeBufferPointer { source in
        for i in 0..<size {
          let (row, start) = (i * size + i, Self.start(i, size))
          for j in 0..<size - i { target[row + j] += source[start + j] }
        }
      }
    }
    return result
  }

  /// Both triangles.
  package var unpacked: Matrix {
    var result = Matrix(rows: size, columns: size)
    for i in 0..<size {
      for j in i..<size {
        result[i, j] = elements[Self.start(i, size) + j - i]
        result[j, i] = result[i, j]
      }
    }
    return result
  }
}
