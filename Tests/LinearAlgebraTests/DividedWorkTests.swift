import LinearAlgebra
import Parallel
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
  @Test func `The halves of rows do not depend on spare cores`() throws {
    let rows = random(7, 3, seed: 13)
    let sums = try withAndWithoutSpareCores {
      try rows.mapHalves { range in
        var sum = 0.0
        try rows.forEachBlock(in: range) { first, block in
          #expect(first == range.lowerBound && block.rows == range.count)
          sum += block.elements.reduce(0, +)
        }
        return sum
      }
    }
    #expect(sums.alone.count == 2)
    #expect(sums.alone == sums.divided)
    #expect(abs(sums.alone[0] + sums.alone[1] - rows.elements.reduce(0, +)) < 1e-14)
  }

  @Test func `A product has the same bits on one core and on more`() {
    let (left, right) = (random(512, 500, seed: 30), random(500, 512, seed: 31))
    let products = withAndWithoutSpareCores { left.times(right) }
    #expect(products.alone == products.divided)
  }
}
