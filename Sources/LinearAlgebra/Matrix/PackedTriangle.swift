import Parallel
import Platform

/// The upper triangle of a symmetric n x n matrix, row by row: half of the memory.
package struct PackedTriangle: Sendable, Equatable {
  /// n
  package let size: Int
  /// n (n + 1) / 2: row i begins at its diagonal.
  package let elements: [Double]

  /// factor * columns' * columns, for m x n columns. Cost m n^2.
  package init(gramOf columns: Matrix, factor: Double) {
    var full = Matrix(rows: columns.columns, columns: columns.columns)
    full.addGram(of: columns, factor: factor)
    self.init(full)
  }

  /// - Precondition: size (size + 1) / 2 elements.
  package init(size: Int, elements: [Double]) {
    precondition(elements.count == size * (size + 1) / 2, "\(elements.count) for size \(size)")
    self.size = size
    self.elements = elements
  }

  /// Of the upper triangle of a square matrix.
  package init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) x \(matrix.columns) is not square")
    size = matrix.rows
    let size = size
    elements = [Double](unsafeUninitializedCapacity: size * (size + 1) / 2) { target, count in
      matrix.elements.withUnsafeBufferPointer { source in
        for i in 0..<size {
          (target.start + Self.start(i, size))
            .initialize(from: source.start + i * size + i, count: size - i)
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
    let size = size
    let unpacked = [Double](unsafeUninitializedCapacity: size * size) { buffer, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
      count = size * size
      elements.withUnsafeBufferPointer { elements in
        guard let base = buffer.baseAddress, let source = elements.baseAddress else { return }
        let shared = SharedMemory(source)
        mirrorUpperTriangle(of: SharedMemory(base), size: size, workers: 1) {
          row, columns, target in
          let start = Self.start(row, size) + columns.lowerBound - row
          target.update(from: shared.base + start, count: columns.count)
        }
      }
    }
    return Matrix(rows: size, columns: size, elements: unpacked)
  }
}
