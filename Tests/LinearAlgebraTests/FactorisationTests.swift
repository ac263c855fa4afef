import LinearAlgebra
import Platform
import TestSupport
import Testing

struct FactorisationTests {
  @Test func `Products follow the definition`() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    let b = Matrix([[1, 0], [2, 1], [0, 3]])
    #expect(a.times(b) == Matrix([[5, 11], [14, 23]]))
    #expect(a.transposedTimes(a) == a.gram())
    #expect(a.timesTransposed(a) == a.rowGram())
    #expect(a.times([1, 1, 1]) == [6, 15])
    #expect(a.transposedTimes([1, 1]) == [5, 7, 9])
  }

  @Test func `Cholesky solves and has the determinant`() throws {
    let matrix = Matrix([[4, 2], [2, 5]])
    let factor = try Cholesky(matrix)
    #expect(abs(factor.logDeterminant - log(16)) < 1e-14)
    let solution = factor.solve([8, 9])
    #expect(abs(solution[0] - 1.375) < 1e-14 && abs(solution[1] - 1.25) < 1e-14)
    let half = factor.solveLower(Matrix(rows: 2, columns: 1, elements: [8, 9]))
    #expect(abs(half.gram()[0, 0] - (8 * 1.375 + 9 * 1.25)) < 1e-12)
  }

  @Test func `Factors know how far they are from having no inverse`() throws {
    // L = [1 0; 5 1] and its inverse [1 0; -5 1] have a column whose absolute values sum to 6.
    let matrix = Matrix([[1, 5], [5, 26]])
    #expect(abs(try Cholesky(matrix).reciprocalCondition() - 1 / 36) < 1e-14)
    let pivoted = try PivotedCholesky(
      Matrix([[100, 0, 0], [0, 0, 0], [0, 0, 4]]), tolerance: 1e-9)
    #expect(abs(try pivoted.reciprocalCondition() - 0.2) < 1e-14)
    let nothing = try PivotedCholesky(Matrix(rows: 2, columns: 2), tolerance: 1e-9)
    #expect(try nothing.reciprocalCondition() == 0)
  }

  /// On both sides of the size from which on the work is divided.
  @Test(arguments: [511, 512, 513, 1100])
  func `Cholesky by halves rebuilds the matrix`(_ size: Int) throws {
    let matrix = random(size + 3, size, seed: 21).gram() + .identity(size)
    let factor = try Cholesky(matrix)
    var upper = factor.upper
    for i in 0..<size { for j in 0..<i { upper[i, j] = 0 } }
    #expect(difference(upper.gram(), matrix) < 1e-12)
    let (busy, free) = try withAndWithoutSpareCores { try Cholesky(matrix) }
    #expect(busy.logDeterminant == free.logDeterminant)
    var indefinite = matrix
    indefinite[size - 2, size - 2] = -1
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky(indefinite) }
    #expect(
      error?.description
        == "Cholesky: the matrix is not positive definite (info \(size - 1)).")
  }

  @Test(arguments: [1, 2, 47, 48, 49, 150])
  func `Cholesky has the diagonal of the inverse`(_ size: Int) throws {
    let factor = try Cholesky(random(size + 9, size, seed: 6).gram())
    let expected = factor.solve(Matrix.identity(size)).diagonal
    for (value, other) in zip(factor.inverseDiagonal(), expected) {
      #expect(abs(value - other) < 1e-12 * other)
    }
  }

  /// On both sides of the size that is left to BLAS.
  @Test(arguments: [1, 5, 50, 513])
  func `Forms of an inverse have the bits of a factor and a solve`(_ size: Int) throws {
    let constant = random(size + 5, size, seed: 28).gram() + .identity(size)
    let right = random(size, 7, seed: 29)
    var forms = InverseForms(constant: constant, right: right)
    for seed in [30, 31] as [UInt64] {
      let kernel = PackedTriangle(random(size + 2, size, seed: seed).gram())
      try forms.update(adding: kernel.elements[...])
      let factor = try Cholesky(kernel.added(to: constant))
      #expect(forms.diagonal == factor.solveLower(right).columnSquares())
      #expect(forms.logDeterminant == factor.logDeterminant)
    }
    let indefinite = PackedTriangle(-1e3 * constant)
    let error = #expect(throws: LinearAlgebraError.self) {
      try forms.update(adding: indefinite.elements[...])
    }
    #expect(error?.description == "Cholesky: the matrix is not positive definite (info 1).")
  }

  /// On both sides of the size that is left to BLAS, and so many columns that they are divided.
  @Test(arguments: [(1, 1), (64, 3), (65, 3), (200, 7), (700, 250)])
  func `Triangular solves undo products`(_ size: Int, _ columns: Int) throws {
    let factor = try Cholesky(random(size + 5, size, seed: 18).gram() + .identity(size))
    var upper = factor.upper
    for i in 0..<size { for j in 0..<i { upper[i, j] = 0 } }
    let right = random(size, columns, seed: 19)
    #expect(difference(upper.transposedTimes(factor.solveLower(right)), right) < 1e-12)
    #expect(difference(upper.times(factor.solveUpper(right)), right) < 1e-12)
    let (busy, free) = withAndWithoutSpareCores { factor.solveLower(right) }
    #expect(free == busy)
  }

  @Test func `Packed triangles unpack and add`() {
    let columns = random(9, 6, seed: 20)
    let packed = PackedTriangle(gramOf: columns, factor: 2)
    let full = 2 * columns.gram()
    #expect(difference(packed.unpacked, full) < 1e-15)
    #expect(PackedTriangle(packed.unpacked) == packed)
    let sum = packed.added(to: .identity(6))
    for i in 0..<6 {
      for j in i..<6 { #expect(sum[i, j] == packed.unpacked[i, j] + (i == j ? 1 : 0)) }
    }
  }

  @Test func `Row grams fill the lower triangle`() {
    let rows = random(3, 5, seed: 8)
    var gram = Matrix(rows: 3, columns: 3)
    gram.addRowGram(of: rows, factor: 2)
    let full = 2 * rows.timesTransposed(rows)
    for i in 0..<3 { for j in 0...i { #expect(abs(gram[i, j] - full[i, j]) < 1e-15) } }
  }

  @Test func `An inverse times its matrix is the identity`() throws {
    let matrix = random(9, 9, seed: 9)
    let result = try MatrixInverse(matrix)
    #expect(difference(result.inverse.times(matrix), .identity(9)) < 1e-12)
    let gram = try Cholesky(matrix.gram())
    #expect(abs(2 * result.logDeterminant - gram.logDeterminant) < 1e-11)
    #expect(throws: LinearAlgebraError.self) { try MatrixInverse(Matrix([[1, 2], [2, 4]])) }
  }

  @Test func `Distances of near rows keep their digits`() {
    var rows = random(6, 40, seed: 10)
    for d in 0..<40 {
      rows[1, d] = rows[0, d] + 1e-7 * Double(d)
      rows[3, d] = rows[2, d]
    }
    let distances = rows.rowDistances()
    for a in 0..<6 {
      for b in 0..<a {
        let squares = zip(rows.row(a), rows.row(b)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(distances[a, b] - squares.squareRoot()) <= 1e-13 * squares.squareRoot())
      }
    }
    #expect(distances[3, 2] == 0)
    #expect(abs(rows.sumOfAbsoluteValues - rows.elements.reduce(0) { $0 + abs($1) }) < 1e-12)
  }

  @Test func `Symmetric products fill the upper triangle`() {
    let (a, b) = (random(3, 5, seed: 11), random(3, 5, seed: 12))
    var sum = Matrix(rows: 5, columns: 5)
    sum.addSymmetricProduct(of: a, b)
    sum.mirrorUpperTriangle()
    #expect(difference(sum, a.transposedTimes(b) + b.transposedTimes(a)) < 1e-15)
  }

  @Test func `Cholesky of an indefinite matrix is a sentence`() {
    let error = #expect(throws: LinearAlgebraError.self) {
      try Cholesky(Matrix([[1, 2], [2, 1]]))
    }
    #expect(error?.description == "Cholesky: the matrix is not positive definite (info 2).")
  }

  @Test func `Eigenvectors rebuild the matrix`() throws {
    let matrix = random(30, 20, seed: 1).gram()
    let eigen = try SymmetricEigen(matrix)
    let rebuilt = eigen.vectors.transposedTimes(eigen.vectors.scalingRows(by: eigen.values))
    #expect(difference(rebuilt, matrix) < 1e-13)
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test(arguments: [(7, 4), (4, 7), (1, 5), (5, 1)])
  func `Thin factorisations rebuild the matrix`(_ rows: Int, _ columns: Int) throws {
    let matrix = random(rows, columns, seed: 4)
    let svd = try SingularValueDecomposition(matrix)
    #expect(difference(svd.left.scalingColumns(by: svd.values).times(svd.right), matrix) < 1e-14)
    let orthogonal = try OrthogonalRows(matrix)
    #expect(difference(orthogonal.coordinates.times(orthogonal.basis), matrix) < 1e-14)
    #expect(
      difference(orthogonal.basis.rowGram(), .identity(min(rows, columns))) < 1e-14)
  }
}
