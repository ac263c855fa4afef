import LinearAlgebra
import Platform
import TestSupport
import Testing

struct BandReductionTests {
  /// Sizes on both sides of the 48 rows of a block.
  @Test(arguments: [1, 2, 20, 47, 48, 49, 95, 96, 97, 131])
  func `Band form solves like Cholesky`(_ size: Int) throws {
    let matrix = random(size + 10, size, seed: 2).gram()
    let rows = random(5, size, seed: 3)
    let reduction = try BandReduction(matrix, rotating: rows)
    let columns = reduction.rotated.transposed
    let factor = try reduction.band.cholesky(shift: 0.7)
    let direct = try Cholesky(matrix + 0.7 * .identity(size))
    let expected = rows.times(direct.solve(rows.transposed))
    #expect(difference(factor.inverseGram(columns).unpacked, expected) < 1e-13)
    #expect(difference(columns.transposedTimes(factor.solve(columns)), expected) < 1e-13)
    let determinant = factor.logDeterminantRatio + Double(size) * log(0.7)
    #expect(abs(determinant - direct.logDeterminant) < 1e-12 * Double(size))
    #expect(difference(reduction.rotated.rowGram(), rows.rowGram()) < 1e-13)
  }

  @Test(arguments: [20, 48, 131])
  func `Band form has the eigenvalues of the matrix`(_ size: Int) throws {
    let matrix = random(size + 10, size, seed: 14).gram()
    let band = try BandReduction(matrix, rotating: Matrix(rows: 0, columns: size)).band
    var rebuilt = Matrix(rows: size, columns: size)
    band.add(to: &rebuilt)
    rebuilt.mirrorUpperTriangle()
    let expected = try SymmetricEigen.values(of: matrix)
    for (value, other) in zip(try SymmetricEigen.values(of: rebuilt), expected) {
      #expect(abs(value - other) < 1e-13 * expected[size - 1])
    }
    #expect(band.norm >= expected[size - 1] && band.norm < 8 * expected[size - 1])
    #expect(band.isAbove(0.99 * expected[0]) && !band.isAbove(1.01 * expected[0]))
    #expect(!band.isAbove(0))
  }

  @Test func `Determinants of small matrices keep their digits`() throws {
    let matrix = 1e-12 * random(140, 100, seed: 15).gram()
    let band = try BandReduction(matrix, rotating: Matrix(rows: 0, columns: 100)).band
    // log det(1 + A) = tr A - tr A^2 / 2 ..., and the second term is next to nothing.
    let ratio = try band.cholesky(shift: 1).logDeterminantRatio
    #expect(abs(ratio - matrix.trace) < 1e-10 * matrix.trace)
  }

  @Test func `Band form does not depend on spare cores`() throws {
    let matrix = random(210, 200, seed: 16).gram()
    let rows = random(7, 200, seed: 17)
    let (busy, free) = try withAndWithoutSpareCores { try BandReduction(matrix, rotating: rows) }
    #expect(free.rotated == busy.rotated)
    #expect(
      try free.band.cholesky(shift: 2).inverseGram(free.rotated.transposed)
        == busy.band.cholesky(shift: 2).inverseGram(busy.rotated.transposed))
  }

  @Test func `Band form of what is not finite is a sentence`() {
    var matrix = Matrix.identity(60)
    matrix[3, 50] = .nan
    let error = #expect(throws: LinearAlgebraError.self) {
      try BandReduction(matrix, rotating: Matrix(rows: 0, columns: 60))
    }
    #expect(error?.description == "Band reduction: there are NaN or infinite values.")
    let indefinite = #expect(throws: LinearAlgebraError.self) {
      try BandReduction(-2.0 * .identity(60), rotating: Matrix(rows: 0, columns: 60)).band
        .cholesky(shift: 1)
    }
    #expect(indefinite?.description == "Band Cholesky: the matrix is not positive definite.")
  }
}
