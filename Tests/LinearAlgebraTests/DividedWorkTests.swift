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
}
