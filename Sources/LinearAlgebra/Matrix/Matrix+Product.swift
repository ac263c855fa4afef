import CLAPACK
import Parallel

extension Matrix {
  /// self * other.
  package func times(_ other: Matrix) -> Matrix {
    product(self, .asIs, other, .asIs)
  }

  /// self' * other.
  package func transposedTimes(_ other: Matrix) -> Matrix {
    product(self, .transposed, other, .asIs)
  }

  /// self * other'.
  package func timesTransposed(_ other: Matrix) -> Matrix {
    product(self, .asIs, other, .transposed)
  }

  /// self * vector.
  package func times(_ vector: [Double]) -> [Double] { vectorProduct(CblasNoTrans, vector) }

  /// self' * vector.
  package func transposedTimes(_ vector: [Double]) -> [Double] { vectorProduct(CblasTrans, vector) }

  private func vectorProduct(_ form: CBLAS_TRANSPOSE, _ vector: [Double]) -> [Double] {
    let (inner, outer) = form == CblasNoTrans ? (columns, rows) : (rows, columns)
    precondition(inner == vector.count, "inner dimensions \(inner) and \(vector.count) differ")
    var result = [Double](repeating: 0, count: outer)
    guard rows > 0, columns > 0 else { return result }
    _ = SingleThreadedBLAS.ready
    cblas_dgemv(
      CblasRowMajor, form, Int32(rows), Int32(columns), 1, elements, Int32(columns), vector, 1, 0,
      &result, 1)
    return result
  }

  /// self' * self, both triangles filled.
  package func gram() -> Matrix {
    var result = Matrix(rows: columns, columns: columns)
    result.addGram(of: self, factor: 1)
    result.mirrorUpperTriangle()
    return result
  }

  /// self * self', both triangles filled.
  package func rowGram() -> Matrix {
    var result = Matrix(rows: rows, columns: rows)
    result.addRowGram(of: self, factor: 1)
    for i in 0..<rows { for j in 0..<i { result[j, i] = result[i, j] } }
    return result
  }

  /// Adds factor * other' * other to the upper triangle (dsyrk); the lower one is left alone.
  ///
  /// - Precondition: self is square with `other.columns` rows.
  package mutating func addGram(of other: Matrix, factor: Double) {
    precondition(rows == other.columns && columns == other.columns)
    elements.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      LinearAlgebra.addGram(
        of: other.elements, rows: other.rows, columns: columns, scale: factor, to: base)
    }
  }

  /// Adds factor * other * other' to the lower triangle (dsyrk); the upper one is left alone.
  ///
  /// - Precondition: self is square with `other.rows` rows.
  package mutating func addRowGram(of other: Matrix, factor: Double) {
    precondition(rows == other.rows && columns == other.rows)
    guard other.rows > 0, other.columns > 0 else { return }
    _ = SingleThreadedBLAS.ready
    let size = Int32(columns)
    elements.withUnsafeMutableBufferPointer { target in
      cblas_dsyrk(
        CblasRowMajor, CblasLower, CblasNoTrans, size, Int32(other.columns), factor,
        other.elements, Int32(other.columns), 1, target.baseAddress, size)
    }
  }

  /// Adds left' * right + right' * left to the upper triangle (dsyr2k).
  ///
  /// - Precondition: self is square with `left.columns` rows; left and right have one shape.
  package mutating func addSymmetricProduct(of left: Matrix, _ right: Matrix) {
    precondition(left.rows == right.rows && left.columns == right.columns)
    precondition(rows == left.columns && columns == left.columns)
    guard left.rows > 0, left.columns > 0 else { return }
    _ = SingleThreadedBLAS.ready
    let size = Int32(columns)
    elements.withUnsafeMutableBufferPointer { target in
      cblas_dsyr2k(
        CblasRowMajor, CblasUpper, CblasTrans, size, Int32(left.rows), 1, left.elements, size,
        right.elements, size, 1, target.baseAddress, size)
    }
  }

  /// Adds left' * right: left is m x n, right m x k, self n x k. Cost 2 m n k.
  package mutating func addProduct(ofTransposed left: Matrix, _ right: Matrix) {
    precondition(
      left.rows == right.rows && rows == left.columns && columns == right.columns,
      "\(left.rows) x \(left.columns) and \(right.rows) x \(right.columns) for \(rows) x \(columns)"
    )
    guard left.rows > 0, rows > 0, columns > 0 else { return }
    _ = SingleThreadedBLAS.ready
    elements.withUnsafeMutableBufferPointer { target in
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(left.rows), 1,
        left.elements, Int32(left.columns), right.elements, Int32(right.columns), 1,
        target.baseAddress, Int32(columns))
    }
  }

  /// Copies the upper triangle onto the lower one.
  package mutating func mirrorUpperTriangle() {
    let size = rows
    elements.withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      LinearAlgebra.mirrorUpperTriangle(of: SharedMemory(base), size: size, workers: 1) { _, _, _ in
      }
    }
  }
}

/// How a factor enters a product.
private enum Form {
  case asIs, transposed

  var flag: CBLAS_TRANSPOSE { self == .asIs ? CblasNoTrans : CblasTrans }

  /// Rows and columns of the factor as it enters.
  func shape(_ matrix: Matrix) -> (rows: Int, columns: Int) {
    self == .asIs ? (matrix.rows, matrix.columns) : (matrix.columns, matrix.rows)
  }
}

private func product(
  _ left: Matrix, _ leftForm: Form, _ right: Matrix, _ rightForm: Form
) -> Matrix {
  let (rows, inner) = leftForm.shape(left)
  let (other, columns) = rightForm.shape(right)
  precondition(inner == other, "inner dimensions \(inner) and \(other) differ")
  var result = Matrix(rows: rows, columns: columns)
  guard rows > 0, columns > 0, inner > 0 else { return result }
  _ = SingleThreadedBLAS.ready
  result.elements.withUnsafeMutableBufferPointer { target in
    left.elements.withUnsafeBufferPointer { leftElements in
      right.elements.withUnsafeBufferPointer { rightElements in
        guard let target = target.baseAddress, let a = leftElements.baseAddress,
          let b = rightElements.baseAddress
        else { return }
        let memory = (SharedMemory(target), SharedMemory(a), SharedMemory(b))
        CoreBudget.current.inHalves(rows, products: rows * columns * inner) { range in
          let first = range.lowerBound
          cblas_dgemm(
            CblasRowMajor, leftForm.flag, rightForm.flag, Int32(range.count), Int32(columns),
            Int32(inner), 1, memory.1.base + first * (leftForm == .asIs ? left.columns : 1),
            Int32(left.columns), memory.2.base, Int32(right.columns), 0,
            memory.0.base + first * columns, Int32(columns))
        }
      }
    }
  }
  return result
}
