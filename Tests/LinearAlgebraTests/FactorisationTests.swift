import Foundation
import LinearAlgebra
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct FactorisationTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = SplitMix64(seed: seed)
    let elements = (0..<rows * columns).map { _ in generator.nextUnit() - 0.5 }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  private func difference(_ left: Matrix, _ right: Matrix) -> Double {
    (left - right).elements.map(abs).max() ?? 0
  }

  @Test func productsFollowTheDefinition() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    let b = Matrix([[1, 0], [2, 1], [0, 3]])
    #expect(a.times(b) == Matrix([[5, 11], [14, 23]]))
    #expect(a.transposedTimes(a) == a.gram())
    #expect(a.timesTransposed(a) == a.rowGram())
    #expect(a.times([1, 1, 1]) == [6, 15])
    #expect(a.transposedTimes([1, 1]) == [5, 7, 9])
  }

  @Test func choleskySolvesAndHasTheDeterminant() throws {
    let matrix = Matrix([[4, 2], [2, 5]])
    let factor = try Cholesky(matrix)
    #expect(abs(factor.logDeterminant - log(16)) < 1e-14)
    let solution = factor.solve([8, 9])
    #expect(abs(solution[0] - 1.375) < 1e-14 && abs(solution[1] - 1.25) < 1e-14)
    let half = factor.solveLower(Matrix(rows: 2, columns: 1, elements: [8, 9]))
    #expect(abs(half.gram()[0, 0] - (8 * 1.375 + 9 * 1.25)) < 1e-12)
  }

  /// On both sides of the size from which on the work is divided.
  @Test(arguments: [511, 512, 513, 1100])
  func choleskyByHalvesRebuildsTheMatrix(_ size: Int) throws {
    let matrix = random(size + 3, size, seed: 21).gram() + .identity(size)
    let factor = try Cholesky(matrix)
    var upper = factor.upper
    for i in 0..<size { for j in 0..<i { upper[i, j] = 0 } }
    #expect(difference(upper.gram(), matrix) < 1e-12)
    let busy = try CoreBudget.shared.borrowing(upTo: 64) { _ in try Cholesky(matrix) }
    #expect(busy.logDeterminant == factor.logDeterminant)
    var indefinite = matrix
    indefinite[size - 2, size - 2] = -1
    let error = #expect(throws: LinearAlgebraError.self) { try Cholesky(indefinite) }
    #expect(
      error?.description
        == "Cholesky: the matrix is not positive definite (info \(size - 1)).")
  }

  @Test(arguments: [1, 2, 47, 48, 49, 150])
  func choleskyHasTheDiagonalOfTheInverse(_ size: Int) throws {
    let factor = try Cholesky(random(size + 9, size, seed: 6).gram())
    let expected = factor.solve(Matrix.identity(size)).diagonal
    for (value, other) in zip(factor.inverseDiagonal(), expected) {
      #expect(abs(value - other) < 1e-12 * other)
    }
  }

  /// On both sides of the size that is left to BLAS, and so many columns that they are divided.
  @Test(arguments: [(1, 1), (64, 3), (65, 3), (200, 7), (700, 250)])
  func triangularSolvesUndoProducts(_ size: Int, _ columns: Int) throws {
    let factor = try Cholesky(random(size + 5, size, seed: 18).gram() + .identity(size))
    var upper = factor.upper
    for i in 0..<size { for j in 0..<i { upper[i, j] = 0 } }
    let right = random(size, columns, seed: 19)
    #expect(difference(upper.transposedTimes(factor.solveLower(right)), right) < 1e-12)
    #expect(difference(upper.times(factor.solveUpper(right)), right) < 1e-12)
    let busy = CoreBudget.shared.borrowing(upTo: 64) { _ in factor.solveLower(right) }
    #expect(factor.solveLower(right) == busy)
  }

  @Test func packedTrianglesUnpackAndAdd() {
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

  @Test func rowGramsFillTheLowerTriangle() {
    let rows = random(3, 5, seed: 8)
    var gram = Matrix(rows: 3, columns: 3)
    gram.addRowGram(of: rows, factor: 2)
    let full = 2 * rows.timesTransposed(rows)
    for i in 0..<3 { for j in 0...i { #expect(abs(gram[i, j] - full[i, j]) < 1e-15) } }
  }

  @Test func inverseAndItsDeterminant() throws {
    let matrix = random(9, 9, seed: 9)
    let result = try MatrixInverse(matrix)
    #expect(difference(result.inverse.times(matrix), .identity(9)) < 1e-12)
    let gram = try Cholesky(matrix.gram())
    #expect(abs(2 * result.logDeterminant - gram.logDeterminant) < 1e-11)
    #expect(throws: LinearAlgebraError.self) { try MatrixInverse(Matrix([[1, 2], [2, 4]])) }
  }

  @Test func distancesOfNearRowsKeepTheirDigits() {
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

  @Test func symmetricProductsFillTheUpperTriangle() {
    let (a, b) = (random(3, 5, seed: 11), random(3, 5, seed: 12))
    var sum = Matrix(rows: 5, columns: 5)
    sum.addSymmetricProduct(of: a, b)
    sum.mirrorUpperTriangle()
    #expect(difference(sum, a.transposedTimes(b) + b.transposedTimes(a)) < 1e-15)
  }

  @Test func halvesOfRowsDoNotDependOnSpareCores() throws {
    let rows = random(7, 3, seed: 13)
    let sums = try CoreBudget.shared.occupyingOne {
      try rows.mapHalves { range in
        var sum = 0.0
        try rows.forEachBlock(in: range) { first, block in
          #expect(first == range.lowerBound && block.rows == range.count)
          sum += block.elements.reduce(0, +)
        }
        return sum
      }
    }
    #expect(sums.count == 2)
    #expect(abs(sums[0] + sums[1] - rows.elements.reduce(0, +)) < 1e-14)
  }

  @Test func choleskyOfAnIndefiniteMatrixIsASentence() {
    let error = #expect(throws: LinearAlgebraError.self) {
      try Cholesky(Matrix([[1, 2], [2, 1]]))
    }
    #expect(error?.description == "Cholesky: the matrix is not positive definite (info 2).")
  }

  @Test func eigenvectorsRebuildTheMatrix() throws {
    let matrix = random(30, 20, seed: 1).gram()
    let eigen = try SymmetricEigen(matrix)
    let rebuilt = eigen.vectors.transposedTimes(eigen.vectors.scalingRows(by: eigen.values))
    #expect(difference(rebuilt, matrix) < 1e-13)
    #expect(eigen.values == eigen.values.sorted())
  }

  /// Sizes on both sides of the 48 rows of a block.
  @Test(arguments: [1, 2, 20, 47, 48, 49, 95, 96, 97, 131])
  func bandFormSolvesLikeCholesky(_ size: Int) throws {
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
  func bandFormHasTheEigenvaluesOfTheMatrix(_ size: Int) throws {
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

  @Test func determinantsOfSmallMatricesKeepTheirDigits() throws {
    let matrix = 1e-12 * random(140, 100, seed: 15).gram()
    let band = try BandReduction(matrix, rotating: Matrix(rows: 0, columns: 100)).band
    // log det(1 + A) = tr A - tr A^2 / 2 ..., and the second term is next to nothing.
    let ratio = try band.cholesky(shift: 1).logDeterminantRatio
    #expect(abs(ratio - matrix.trace) < 1e-10 * matrix.trace)
  }

  @Test func bandFormDoesNotDependOnSpareCores() throws {
    let matrix = random(210, 200, seed: 16).gram()
    let rows = random(7, 200, seed: 17)
    let free = try BandReduction(matrix, rotating: rows)
    let busy = try CoreBudget.shared.borrowing(upTo: 64) { _ in
      try BandReduction(matrix, rotating: rows)
    }
    #expect(free.rotated == busy.rotated)
    #expect(
      try free.band.cholesky(shift: 2).inverseGram(free.rotated.transposed)
        == busy.band.cholesky(shift: 2).inverseGram(busy.rotated.transposed))
  }

  @Test func bandFormOfWhatIsNotFiniteIsASentence() {
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

  @Test(arguments: [(7, 4), (4, 7), (1, 5), (5, 1)])
  func thinFactorisationsRebuildTheMatrix(_ rows: Int, _ columns: Int) throws {
    let matrix = random(rows, columns, seed: 4)
    let svd = try SingularValueDecomposition(matrix)
    #expect(difference(svd.left.scalingColumns(by: svd.values).times(svd.right), matrix) < 1e-14)
    let orthogonal = try OrthogonalRows(matrix)
    #expect(difference(orthogonal.coordinates.times(orthogonal.basis), matrix) < 1e-14)
    #expect(
      difference(orthogonal.basis.rowGram(), .identity(min(rows, columns))) < 1e-14)
  }

  @Test func valuesThatAnotherThreadComputesAreNotWaitedFor() throws {
    let cache = OnceCache<Int, Int>()
    let met = Mutex<Int?>(0)
    let value = try cache.value(for: 1) {
      let asked = DispatchSemaphore(value: 0)
      Thread {
        let other = try? cache.valueUnlessBusy(for: 1) { 8 }
        met.withLock { $0 = other }
        asked.signal()
      }.start()
      asked.wait()
      return 7
    }
    #expect(value == 7)
    #expect(met.withLock { $0 } == nil)
    #expect(try cache.valueUnlessBusy(for: 1) { 8 } == 7)
    #expect(try cache.valueUnlessBusy(for: 2) { 9 } == 9)
  }

  @Test func dividedWorkKeepsItsOrderWhateverIsSpare() throws {
    let free = try CoreBudget.shared.map(count: 50) { $0 * $0 }
    let busy = try CoreBudget.shared.borrowing(upTo: 64) { _ in
      try CoreBudget.shared.map(count: 50) { $0 * $0 }
    }
    #expect(free == (0..<50).map { $0 * $0 })
    #expect(busy == free)
    #expect(throws: LinearAlgebraError.self) {
      try CoreBudget.shared.map(count: 5) { if $0 == 3 { throw LinearAlgebraError("three") } }
    }
  }

  @Test func parallelMapKeepsTheOrder() throws {
    let one = try parallelMap(count: 50, workers: 1) { $0 * $0 }
    #expect(try parallelMap(count: 50, workers: 2) { $0 * $0 } == one)
  }
}
