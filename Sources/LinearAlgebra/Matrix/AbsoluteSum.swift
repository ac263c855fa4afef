import CLAPACK
import Parallel
import Platform
import Synchronization

extension Matrix {
  /// Sum of the absolute values of all elements.
  package var sumOfAbsoluteValues: Double { elements.withUnsafeBufferPointer(absoluteSum) }

  /// Numbers of a product that are held at a time: 512 KB, which stay in a core's cache.
  private static let heldProducts = 1 << 16

  /// Sum of the absolute values of all elements of self * other (m x k and k x n), which is not held as
  /// a whole. Cost 2 m k n.
  package func sumOfAbsoluteProducts(with other: Matrix) -> Double {
    precondition(columns == other.rows, "inner dimensions \(columns) and \(other.rows) differ")
    guard rows > 0, columns > 0, other.columns > 0 else { return 0 }
    _ = SingleThreadedBLAS.ready
    let sums = Mutex<[Int: Double]>([:])
    CoreBudget.current.inHalves(other.columns, products: rows * columns * other.columns) { range in
      let sum = sumOfAbsoluteProducts(with: other, range)
      sums.withLock { $0[range.lowerBound] = sum }
    }
    return sums.withLock { $0.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }
  }

  /// The same over some columns of the other.
  private func sumOfAbsoluteProducts(with other: Matrix, _ range: Range<Int>) -> Double {
    let width = min(max(Self.heldProducts / rows, 1), range.count)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: rows * width) { products in
      stride(from: range.lowerBound, to: range.upperBound, by: width).reduce(0.0) { sum, first in
        let count = min(width, range.upperBound - first)
        elements.withUnsafeBufferPointer { left in
          other.elements.withUnsafeBufferPointer { right in
            cblas_dgemm(
              CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(count), Int32(columns),
              1, left.start, Int32(columns), right.start + first, Int32(other.columns), 0,
              products.start, Int32(count))
          }
        }
        return sum + absoluteSum(UnsafeBufferPointer(rebasing: products[..<(rows * count)]))
      }
    }
  }
}

private func absoluteSum(_ values: UnsafeBufferPointer<Double>) -> Double {
  // Four sums: one chain of additions would wait for each.
  var sums = SIMD4<Double>.zero
  var rest = 0.0
  let whole = values.count / 4 * 4
  for index in stride(from: 0, to: whole, by: 4) {
    sums += SIMD4(
      abs(values[index]), abs(values[index + 1]), abs(values[index + 2]), abs(values[index + 3]))
  }
  for index in whole..<values.count { rest += abs(values[index]) }
  return sums.sum() + rest
}
