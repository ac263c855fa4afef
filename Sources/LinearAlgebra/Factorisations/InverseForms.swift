import Parallel
import Platform

/// Quadratic forms r' (A + K)^-1 r of the columns r of one n x k matrix, and log det(A + K), for one A and
/// many K in turn: memory is taken once. Cost of each n^3 / 3 + n^2 k.
package struct InverseForms: Sendable {
  private let constant: Matrix
  private let right: Matrix
  /// A + K, then its factor.
  private var system: [Double]
  /// L^-1 times the columns
  private var half: [Double]
  /// [k], of the last K.
  package private(set) var diagonal: [Double]
  /// log det(A + K), of the last K.
  package private(set) var logDeterminant = 0.0

  /// - Parameters:
  ///   - constant: A, n x n; the upper triangle is read.
  ///   - right: n x k
  package init(constant: Matrix, right: Matrix) {
    precondition(constant.rows == constant.columns && constant.rows == right.rows)
    self.constant = constant
    self.right = right
    system = constant.elements
    half = right.elements
    diagonal = [Double](repeating: 0, count: right.columns)
  }

  /// - Parameter kernel: K, its upper triangle row by row.
  /// - Throws: ``LinearAlgebraError`` if A + K is not positive definite.
  package mutating func update(adding kernel: ArraySlice<Double>) throws {
    let (size, columns) = (constant.rows, right.columns)
    precondition(kernel.count == size * (size + 1) / 2, "\(kernel.count) for size \(size)")
    _ = SingleThreadedBLAS.ready
    set(kernel)
    let info = system.withUnsafeMutableBufferPointer { system in
      half.withUnsafeMutableBufferPointer { half in
        let info = Cholesky.factor(SharedMemory(system.start), size, stride: size)
        guard info == 0 else { return info }
        TriangularSolve(
          triangle: SharedMemory(UnsafePointer(system.start)), size: size, stride: size,
          transposed: true
        ).solve(half.start, columns: columns, stride: columns)
        return 0
      }
    }
    try LinearAlgebraError.check(info, "Cholesky", "the matrix is not positive definite")
    logDeterminant = 2 * (0..<size).reduce(0) { $0 + log(system[$1 * (size + 1)]) }
    sumSquares()
  }

  private mutating func set(_ kernel: ArraySlice<Double>) {
    let size = constant.rows
    system.withUnsafeMutableBufferPointer { system in
      constant.elements.withUnsafeBufferPointer { constant in
        kernel.withUnsafeBufferPointer { kernel in
          var place = 0
          for row in 0..<size {
            let (start, count) = (row * size + row, size - row)
            let (target, known) = (system.start + start, constant.start + start)
            let added = kernel.start + place
            for index in 0..<count { target[index] = known[index] + added[index] }
            place += count
          }
        }
      }
    }
    half.withUnsafeMutableBufferPointer { half in
      right.elements.withUnsafeBufferPointer { right in
        half.start.update(from: right.start, count: right.count)
      }
    }
  }

  private mutating func sumSquares() {
    let columns = right.columns
    diagonal.withUnsafeMutableBufferPointer { diagonal in
      half.withUnsafeBufferPointer { half in
        for column in 0..<columns { diagonal[column] = 0 }
        for row in stride(from: 0, to: half.count, by: columns) {
          for column in 0..<columns {
            diagonal[column] += half[row + column] * half[row + column]
          }
        }
      }
    }
  }
}
