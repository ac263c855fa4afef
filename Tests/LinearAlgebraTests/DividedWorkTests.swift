import LinearAlgebra
import Testing

struct DividedWorkTests {
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
