import LinearAlgebra
import Parallel
import TestSupport
import Testing

/// Results with no core to spare and with two: the same bits.
func withAndWithoutSpareCores<Result>(_ body: () throws -> Result) rethrows -> (
  alone: Result, divided: Result
) {
  let alone = try CoreBudget.$current.withValue(CoreBudget(cores: 0), operation: body)
  let divided = try CoreBudget.$current.withValue(CoreBudget(cores: 2), operation: body)
  return (alone, divided)
}

struct DividedWorkTests {
  @Test func `A product has the same bits on one core and on more`() {
    let (left, right) = (random(512, 500, seed: 30), random(500, 512, seed: 31))
    let products = withAndWithoutSpareCores { left.times(right) }
    #expect(products.alone == products.divided)
  }

  @Test(arguments: [(3, 5), (1, 7), (40, 0), (401, 900), (700, 415)])
  func `A Gram matrix in halves is that of one product`(rows: Int, columns: Int) {
    let matrix = random(rows, columns, seed: 32)
    let grams = withAndWithoutSpareCores { matrix.dividedGram() }
    #expect(grams.alone == grams.divided)
    #expect(difference(grams.alone, matrix.gram()) < 1e-11)
    var target = Matrix(rows: rows + 3, columns: rows + 3, repeating: 7)
    target.setRowGram(of: matrix, at: 2)
    let gram = matrix.rowGram()
    for i in 0..<rows where columns > 0 {
      for j in 0...i { #expect(abs(target[2 + i, 2 + j] - gram[i, j]) < 1e-11) }
    }
    #expect(target[1, 1] == 7 && target[rows + 2, rows + 2] == 7 && target[0, rows + 2] == 7)
  }

  @Test(arguments: [(3, 4, 9), (70, 60, 3000), (300, 300, 1200)])
  func `The absolute values of a product are summed in pieces`(rows: Int, inner: Int, columns: Int)
  {
    let (left, right) = (random(rows, inner, seed: 33), random(inner, columns, seed: 34))
    let sums = withAndWithoutSpareCores { left.sumOfAbsoluteProducts(with: right) }
    #expect(sums.alone == sums.divided)
    let whole = left.times(right).sumOfAbsoluteValues
    #expect(abs(sums.alone - whole) < 1e-13 * whole)
  }
}
